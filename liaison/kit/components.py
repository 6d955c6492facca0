"""The component library: every macro under `templates/ui/` by its name, as `{{ ui.badge("Open") }}`.

Templates get it as a global, for two reasons: a block rendered alone does not run the imports at the top of its
page, and an import by file name would tie each page to the place of each macro.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import lucide
from django.http import HttpRequest
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language, get_language_bidi
from jinja2 import Environment
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from liaison.kit import sheet
from liaison.kit.text import FILTERS

FOLDER = Path(__file__).resolve().parent / "templates" / "ui"
LOOKS = {"theme": ("light", "dark"), "density": ("compact",)}
REMEMBERED = (
    *("ask", "assigned_to", "avatar", "badge", "brand", "button", "channel_mark", "delivery", "icon_button"),
    *("keys", "look_menu", "menu_item", "palette", "rail_link", "select", "shortcuts", "state", "tag"),
)
"""Components that depend on their arguments and the language alone, not on the time: drawn once, then remembered."""

TURNING = (
    "arrow-left",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "reply",
    "reply-all",
    "forward",
    "send",
)
"""Icons that point along the text, and so point the other way when it runs from right to left."""


_SAID_BY_THE_SHEET = (
    ' width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)
"""What every icon would repeat: a list has a hundred of them, and its sixth part were these words."""


@lru_cache(maxsize=512)
def icon(name: str, label: str = "", class_: str = "") -> Markup:
    """Return an icon of the lucide set as inline SVG; without a label it is decoration and unheard."""
    about: dict[str, str] = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    kind = " ".join(filter(None, ("icon", "turns" if name in TURNING else "", class_)))
    drawn = lucide._render_icon(name, None, **{"class": kind}, **about)
    drawn = drawn.replace(_SAID_BY_THE_SHEET, ' viewBox="0 0 24 24"', 1)
    return Markup(re.sub(r"\s*\n\s*", "", drawn))  # noqa: S704 (lucide's own drawing; it escapes what it is given)


def attributes(given: Mapping[str, Any]) -> Markup:
    """Write keyword arguments as HTML attributes: `hx_get` is `hx-get`, `for_` is `for`, None is left out."""
    made = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        written = name.rstrip("_").replace("_", "-")
        made.append(f" {written}" if value is True else f' {written}="{escape(value)}"')
    return Markup("".join(made))  # noqa: S704 (names are ours, values are escaped)


class Components:
    """Finds a macro by its name, whichever file it lies in; two macros of one name are a mistake in the house."""

    icon = staticmethod(icon)

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._files: dict[str, str] = {}

    def __getattr__(self, name: str) -> Callable[..., str]:
        if name.startswith("_"):
            raise AttributeError(name)
        file = self.catalogue().get(name)
        if file is None:
            raise AttributeError(f"there is no component named {name}; /ui shows those that there are")
        made: Callable[..., str] = getattr(self._environment.get_template(file).module, name)
        if name in REMEMBERED:
            made = _remembering(made)
        if not self._environment.auto_reload:
            setattr(
                self, name, made
            )  # The list draws hundreds of them: looking each up again took a third of the time.
        return made

    def catalogue(self) -> dict[str, str]:
        """Every component's name with the template it is written in."""
        if not self._files:
            # Put in its place only when it is whole: two pages at once may be the first.
            files: dict[str, str] = {}
            for file in sorted(f"ui/{path.name}" for path in FOLDER.glob("*.html")):
                files |= dict.fromkeys(macros(self._environment, file), file)
            self._files = files
        return self._files


def _remembering(draw: Callable[..., str]) -> Callable[..., str]:
    # Typed, for a text that is Markup equals one that is still to be escaped.
    @lru_cache(maxsize=4096, typed=True)
    def drawn(language: str | None, *args: Any, **kwargs: Any) -> str:
        return draw(*args, **kwargs)

    def remembered(*args: Any, **kwargs: Any) -> str:
        # A caller is another one for each page; a list among the arguments has no name to be found again by.
        if "caller" in kwargs or not _is_hashable(args, kwargs):
            return draw(*args, **kwargs)
        return drawn(get_language(), *args, **kwargs)

    return remembered


def _is_hashable(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
    try:
        hash((args, *kwargs.values()))
    except TypeError:
        return False
    return True


def macros(environment: Environment, file: str) -> list[str]:
    """The names of the public macros of a template."""
    module = environment.get_template(file).module
    return [name for name, made in vars(module).items() if isinstance(made, Macro) and name[0] != "_"]


def install(environment: Environment) -> None:
    """Give an environment the components, the icons, the words for plain values, and the look the reader chose."""
    environment.filters.update(FILTERS, attributes=attributes)
    environment.globals.update(
        ui=Components(environment),
        icon=icon,
        look=look,
        language=get_language,
        is_rtl=get_language_bidi,
        zone=get_current_timezone_name,
        sheet_digest=sheet.digest,
    )


def look(request: HttpRequest | None, what: str) -> str | None:
    """The theme or the density which this browser has chosen, or None: then its own preference holds."""
    chosen = request.COOKIES.get(f"liaison_{what}") if request else None
    return chosen if chosen in LOOKS[what] else None
