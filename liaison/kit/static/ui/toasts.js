/** Sentences that come, are read aloud, and go by themselves; pointing at one holds it. */

const place = document.getElementById("toasts");

/** Say a sentence at the foot of the page; `template` is the id of a template with one toast. */
export function say(template) {
  const made = document.getElementById(template);
  if (made) place.append(made.content.cloneNode(true));
}

function live(toast) {
  let left = 1000 * Number(toast.dataset.seconds || 6);
  let since = Date.now();
  let timer = setTimeout(() => toast.remove(), left);
  const hold = () => {
    clearTimeout(timer);
    left -= Date.now() - since;
  };
  const release = () => {
    since = Date.now();
    timer = setTimeout(() => toast.remove(), Math.max(left, 1500));
  };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("pointerleave", release);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", release);
}

function lift() {
  /* A popover lies above an open dialog only if it was shown after it. */
  if (place.matches(":popover-open")) place.hidePopover();
  place.showPopover();
}

if (place) {
  place.setAttribute("popover", "manual");
  lift();
  for (const toast of place.children) live(toast);
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node.matches?.(".toast"));
    if (added.length && document.querySelector("dialog[open]")) lift();
    added.forEach(live);
  }).observe(place, { childList: true });
  document.addEventListener("click", (event) => event.target.closest("[data-dismisses]")?.closest(".toast")?.remove());
  document.addEventListener("htmx:sendError", () => say("words-failed"));
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status >= 500 ? "words-failed" : "words-refused"));
}
