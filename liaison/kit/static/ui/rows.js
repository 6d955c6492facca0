/** The list by keyboard and with several rows chosen: j and k move, x chooses, shift chooses a stretch. */
import { isTyping, singleKeys } from "./shortcuts.js";

let last = null;

const links = () => [...document.querySelectorAll(".rows .row-who")].filter((link) => link.checkVisibility());
const boxes = () => [...document.querySelectorAll(".rows .row-pick")];

function here(all) {
  const focused = all.indexOf(document.activeElement?.closest?.(".row")?.querySelector(".row-who"));
  return focused >= 0 ? focused : all.findIndex((link) => link.hasAttribute("aria-current"));
}

/** Move by one row. With a ticket open beside the list the next one is opened, else only pointed at. */
function move(step) {
  const all = links();
  const next = all[Math.min(Math.max(here(all) + step, 0), all.length - 1)];
  next?.focus();
  next?.closest(".row").scrollIntoView({ block: "nearest" });
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  for (const place of document.querySelectorAll("[data-picked]")) place.textContent = place.dataset.picked.replace("{}", chosen);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeys()) return;
  if (document.querySelector("dialog[open]")) return;
  const all = links();
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  else if (event.key === "x" && all[here(all)]) all[here(all)].closest(".row").querySelector(".row-pick")?.click();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-picks-none]")) {
    for (const box of boxes()) box.checked = false;
    count();
  }
  const box = event.target.closest(".row-pick");
  if (!box) return;
  const all = boxes();
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const between of all.slice(from, to + 1)) between.checked = box.checked;
  }
  last = box;
  count();
});
document.addEventListener("htmx:afterSettle", count);
