"""News applied is the page reloaded: what an open page shows, beside what a new one would."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

# What a pane shows, without what each answer masks or the browser itself marks.
SHOWN = """(root, ids) => {
  const shown = {};
  for (const id of ids) {
    const pane = root.getElementById(id)?.cloneNode(true);
    if (!pane) { shown[id] = null; continue; }
    for (const one of [pane, ...pane.querySelectorAll("*")]) {
      for (const name of ["aria-current", "data-live-seq", "style", "height"]) one.removeAttribute(name);
      const classes = [...one.classList].filter((word) => !word.startsWith("htmx-"));
      if (one.hasAttribute("class")) one.setAttribute("class", classes.join(" "));
      if (one.matches("[name=csrfmiddlewaretoken]")) one.removeAttribute("value");
      if (one.matches("#presence, time")) one.textContent = "";
    }
    shown[id] = pane.outerHTML.replace(/\\s+/g, " ").replace(/> </g, "><");
  }
  return shown;
}"""
NOW = f"(ids) => ({SHOWN})(document, ids)"
RELOADED = f"""async ([ids, at]) => {{
  const answer = await fetch(at || location.href);
  return ({SHOWN})(new DOMParser().parseFromString(await answer.text(), "text/html"), ids);
}}"""


def what_differs(page: Page, panes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What differs after the news had its time; asked again while it is under way.

    panes: the ids of elements, by the address which draws them, empty for that of the page itself.
    """
    for _ in range(300):
        if not (found := _differences(page, panes)):
            return {}
        page.wait_for_timeout(100)
    return found


def _differences(page: Page, panes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {}
    for at, ids in panes.items():
        here, there = page.evaluate(NOW, list(ids)), page.evaluate(RELOADED, [list(ids), at])
        found |= {one: _first_difference(here[one], there[one]) for one in ids if here[one] != there[one]}
    return found


def _first_difference(here: str, there: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(here or "", there or "", strict=False)) if a != b), 0)
    return f"{(here or '')[max(at - 80, 0) : at + 160]!r} … reloaded {(there or '')[max(at - 80, 0) : at + 160]!r}"
