/** The workspace around the panes: theme, density, drawers, which pane a phone shows, focus after a swap. */

const root = document.documentElement;
const shell = document.getElementById("shell");
const YEAR = 31536000;

// From the second frame on the page has its own colours, and may fade from one to another.
requestAnimationFrame(() => requestAnimationFrame(() => (root.dataset.drawn = "")));

/** Keep a choice of look for this browser; the server draws the next page with it, so nothing flashes. */
function choose(what, value) {
  if (value === "auto") delete root.dataset[what];
  else root.dataset[what] = value;
  document.cookie = `liaison_${what}=${value};path=/;max-age=${YEAR};samesite=lax`;
  tellChoices();
}

function tellChoices() {
  for (const what of ["theme", "density"]) {
    for (const button of document.querySelectorAll(`[data-${what}-to]`)) {
      const isIt = button.dataset[`${what}To`] === (root.dataset[what] ?? (what === "theme" ? "auto" : "comfortable"));
      button.setAttribute("aria-pressed", String(isIt));
    }
  }
}

const DRAWER_BELOW = { rail: matchMedia("(width < 72rem)"), side: matchMedia("(width < 90rem)") };
let opener = null;

/** On a wide screen a side folds away; on a narrow one it slides over the rest and takes the focus. */
function toggle(name, button) {
  if (!DRAWER_BELOW[name].matches) {
    shell.dataset[name] = shell.dataset[name] === "shut" ? "open" : "shut";
    return;
  }
  if (shell.dataset.drawer === name) return closeDrawer();
  opener = button;
  shell.dataset.drawer = name;
  document.getElementById(name).querySelector("a, button, input, summary")?.focus();
}

function closeDrawer() {
  if (!shell?.dataset.drawer) return;
  delete shell.dataset.drawer;
  opener?.focus();
}

/** Say which row and which queue we are at; a ticket that is opened leaves the queue it was found in marked. */
function markCurrent() {
  const rows = [...document.querySelectorAll(".row-who")].filter((link) => !link.hash);
  mark(rows, rows.filter((link) => link.pathname === location.pathname), "true");
  const places = [...document.querySelectorAll(".rail-link")].filter((link) => !link.hash);
  const at = places.filter((link) => link.pathname === location.pathname && link.search === location.search);
  if (at.length) mark(places, at, "page");
}

function mark(links, current, word) {
  for (const link of links) {
    if (current.includes(link)) link.setAttribute("aria-current", word);
    else link.removeAttribute("aria-current");
  }
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-theme-to], [data-density-to], [data-toggles], [data-pane-to]");
  if (!pressed) {
    if (shell?.dataset.drawer && !event.target.closest("#rail, #side")) closeDrawer();
    else if (event.target.closest("#rail a")) closeDrawer();
    return;
  }
  const { themeTo, densityTo, toggles, paneTo } = pressed.dataset;
  if (themeTo) choose("theme", themeTo);
  if (densityTo) choose("density", densityTo);
  if (toggles) {
    event.preventDefault();
    toggle(toggles, pressed);
  }
  if (paneTo && shell) {
    event.preventDefault();
    shell.dataset.pane = paneTo;
    document.getElementById(paneTo)?.querySelector("[aria-current]")?.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shell?.dataset.drawer) closeDrawer();
});

/* A new page in a pane: show the pane, and let those who hear or use keys start at its beginning. */
document.addEventListener("htmx:afterSettle", (event) => {
  const pane = event.detail.target;
  if (!pane?.matches?.("#main, #list")) return;
  if (shell) shell.dataset.pane = pane.id;
  if (event.detail.requestConfig?.elt?.closest?.("[data-keeps-focus]")) return;
  (pane.querySelector("[autofocus]") ?? pane.querySelector("[data-focus]") ?? pane).focus({ preventScroll: true });
});
document.addEventListener("htmx:pushedIntoHistory", markCurrent);
document.addEventListener("htmx:historyRestore", () => {
  /* Going back draws the panes anew from the server; on a phone the ticket is what one came back to, if there is one. */
  if (shell) shell.dataset.pane = document.querySelector("#main > *") ? "main" : "list";
  markCurrent();
});
document.addEventListener("htmx:afterSettle", markCurrent);
addEventListener("popstate", () => setTimeout(markCurrent));

markCurrent();
tellChoices();
