/** Keys: whatever carries data-key is pressed by it ("r", "mod+enter", "g i"); `?` tells those that are on the page. */

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
let begun = "";

/** Whether single keys are wanted: who dictates or whose hands tremble can switch them off. */
export const singleKeys = () => localStorage.getItem("liaison.keys") !== "off";

export function isTyping(target) {
  return target.isContentEditable || (target.matches("input, textarea, select") && !["checkbox", "radio", "button"].includes(target.type));
}

function keyOf(event) {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const name = { " ": "space", Escape: "escape", Enter: "enter" }[event.key] ?? event.key.toLowerCase();
  return (mod ? "mod+" : "") + (event.shiftKey && name.length > 1 ? "shift+" : "") + name;
}

/** Whether somebody could press it now; what lies in a closed menu can be pressed as long as the menu's button is there. */
export function isThere(element) {
  if (element.disabled || element.ariaDisabled === "true") return false;
  const menu = element.closest("[popover]:not(:popover-open)");
  const seen = menu?.id ? document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`) : element;
  return Boolean(seen?.checkVisibility());
}

function bearer(key) {
  const within = document.querySelector("dialog[open]") ?? document;
  return [...within.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isThere);
}

function press(element) {
  if (isTyping(element)) {
    element.focus();
    if (element.matches("input")) element.select();
    else element.setSelectionRange?.(element.value.length, element.value.length);
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const key = keyOf(event);
  const isSingle = !key.startsWith("mod+");
  if (isSingle && (isTyping(event.target) || !singleKeys())) return;
  const element = bearer(begun ? `${begun} ${key}` : key);
  begun = !begun && isSingle && document.querySelector(`[data-key^="${CSS.escape(key)} "]`) ? key : "";
  if (begun) setTimeout(() => (begun = ""), 1200);
  if (element) {
    event.preventDefault();
    press(element);
  } else if (key === "?") {
    event.preventDefault();
    tell();
  }
});

function words(element) {
  return element.getAttribute("aria-label") ?? element.querySelector("span")?.textContent ?? element.textContent;
}

function tell() {
  const dialog = document.getElementById("shortcuts");
  const list = document.getElementById("shortcuts-list");
  const known = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (isThere(element) && !known.has(element.dataset.key)) known.set(element.dataset.key, words(element).trim());
  }
  for (const item of list.querySelectorAll(":scope > :not([data-always])")) item.remove();
  for (const [key, says] of known) {
    const item = document.createElement("li");
    const hint = document.createElement("span");
    hint.className = "keys";
    for (const part of key.split(/[+ ]/)) hint.append(Object.assign(document.createElement("kbd"), { textContent: shown(part) }));
    item.append(Object.assign(document.createElement("span"), { textContent: says }), hint);
    list.append(item);
  }
  const option = dialog.querySelector("[data-single-keys]");
  if (option) option.checked = singleKeys();
  if (!dialog.open) dialog.showModal();
}

function shown(part) {
  return { mod: isMac ? "⌘" : "Ctrl", enter: "↵", escape: "Esc" }[part] ?? (part.length === 1 ? part.toUpperCase() : part);
}

function showMac() {
  if (isMac) for (const cap of document.querySelectorAll('kbd[data-cap="mod"]')) cap.textContent = "⌘";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-single-keys]")) localStorage.setItem("liaison.keys", event.target.checked ? "on" : "off");
});
document.addEventListener("click", (event) => event.target.closest("[data-tells-keys]") && tell());
document.addEventListener("htmx:afterSettle", showMac);
showMac();
