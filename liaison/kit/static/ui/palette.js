/** Ctrl/⌘ K: go to whatever the desk finds, do whatever the page offers. */
import { isThere } from "./shortcuts.js";

const dialog = document.getElementById("palette");
const words = document.getElementById("palette-words");
const found = document.getElementById("palette-found");
let asked = null;

const options = () => [...found.querySelectorAll("[role=option]")];
const chosen = () => found.querySelector("[aria-selected=true]");

function pick(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) option.id ||= `palette-option-${options().indexOf(option)}`;
  words.setAttribute("aria-activedescendant", option?.id ?? "");
}

/** What the page itself offers, by its words: buttons with a key, and whatever lies in a menu. */
function doable(query) {
  const buttons = [...document.querySelectorAll(":is(a, button)[data-key], .menu-item")].filter((one) => isThere(one) && !dialog.contains(one));
  return buttons.flatMap((button) => {
    const says = (button.getAttribute("aria-label") ?? button.textContent).trim();
    if (!says.toLocaleLowerCase().includes(query)) return [];
    const option = document.createElement("button");
    option.type = "button";
    option.className = "menu-item";
    option.role = "option";
    option.tabIndex = -1;
    const icon = button.querySelector("svg")?.cloneNode(true);
    option.append(...(icon ? [icon] : []), Object.assign(document.createElement("span"), { textContent: button.querySelector("span")?.textContent ?? says }));
    option.addEventListener("click", () => {
      dialog.close();
      button.click();
    });
    return [option];
  });
}

async function look() {
  const query = words.value.trim();
  asked?.abort();
  asked = new AbortController();
  const local = doable(query.toLocaleLowerCase());
  found.replaceChildren(...local);
  pick(options()[0]);
  if (!query || !dialog.dataset.source) return;
  try {
    const answer = await fetch(`${dialog.dataset.source}?q=${encodeURIComponent(query)}`, { signal: asked.signal, headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.replaceChildren(...made.body.childNodes, ...local);
    globalThis.htmx?.process(found);
  } catch (stopped) {
    if (stopped.name !== "AbortError") throw stopped;
    return;
  }
  if (!options().length) found.textContent = found.dataset.nothing;
  pick(options()[0]);
}

export function open() {
  if (!dialog || dialog.open) return;
  words.value = "";
  dialog.showModal();
  words.focus();
  look();
}

if (dialog) {
  let wait;
  words.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(look, 90);
  });
  words.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown") pick(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") pick(all.at(at - 1));
    else if (event.key === "Enter") chosen()?.click();
    else return;
    event.preventDefault();
  });
  found.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
  document.addEventListener("click", (event) => event.target.closest("[data-opens-palette]") && open());
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    open();
  });
}
