"""Parts which are the same for every ticket but for its numbers: drawn once with others in their place, then filled in.

What stands in for them is written by nobody: no such ticket exists, and no words of people stand in these parts.
"""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from liaison.kit import memory
from liaison.tickets.models import Ticket
from liaison.tickets.words import Resolution

NUMBER: Final = 9_007_199_254_740_990
ID: Final = 9_007_199_254_740_991  # Of a ticket, or of a message.
TOKEN: Final = Markup("the-token-of-the-reader")
QUEUE: Final = "the-queue-one-works-in"


def draw_part(part: str, **shown: Any) -> Markup:
    """Draw a part with nothing of the request: only what is given here can stand in it."""
    template = engines["jinja2"].env.get_template(f"workspace/parts/{part}.html")  # type: ignore[attr-defined]
    return Markup(template.render(shown))  # noqa: S704 (the template escapes what it is given)


class Outlines:
    """The parts of one ticket's page that are filled in; its templates give them the token and the queue."""

    def __init__(self, ticket: Ticket, *, proposals: list[tuple[str, str]]) -> None:
        self._ticket = ticket
        self._proposals = tuple(proposals)

    def doings(self, token: Markup, queue: str) -> Markup:
        """What can be done with it, in its head."""
        ticket = self._ticket
        return self._filled(_doings(get_language(), ticket.status, ticket.shelf, ticket.held), token, queue)

    def dialogs(self, token: Markup, queue: str) -> Markup:
        """What asks for more than a click."""
        return self._filled(_dialogs(get_language(), self._proposals), token, queue)

    def _filled(self, outline: Markup, token: Markup, queue: str) -> Markup:
        told = outline.replace(TOKEN, token).replace(QUEUE, queue)
        return told.replace(str(ID), str(self._ticket.pk)).replace(str(NUMBER), str(self._ticket.number))


def menu_of(message: int, *, came_in: bool, raw: bool) -> Markup:
    """What can be done with a message. raw: its raw mail can be read."""
    return _menu(get_language(), came_in, raw).replace(str(ID), str(message))


@lru_cache(maxsize=64)
def _menu(language: str | None, came_in: bool, raw: bool) -> Markup:
    return draw_part("message_menu", item=ID, came_in=came_in, raw=raw)


@lru_cache(maxsize=256)
def _doings(language: str | None, status: str, shelf: str, held: bool) -> Markup:
    ticket = SimpleNamespace(id=ID, number=NUMBER, status=status, shelf=shelf, held=held)
    reasons = [(value, str(words)) for value, words in Resolution.choices]
    return draw_part("doings", ticket=ticket, reasons=reasons, csrf_input=TOKEN, in_queue=QUEUE)


@lru_cache(maxsize=64)
def _dialogs(language: str | None, proposals: tuple[tuple[str, str], ...]) -> Markup:
    ticket = SimpleNamespace(id=ID, number=NUMBER)
    return draw_part("dialogs", ticket=ticket, proposals=proposals, csrf_input=TOKEN, in_queue=QUEUE)


@memory.hears
def _forget(refs: object) -> None:
    if refs is None:
        for outline in (_menu, _doings, _dialogs):
            outline.cache_clear()
