"""The words of the pages: who asks, and what every template of the workspace may use."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from liaison.channels.registry import CHANNELS
from liaison.channels.words import Abilities
from liaison.kit.frames import mark
from liaison.kit.pages import drawn, show, show_framed
from liaison.team.models import Member
from liaison.tickets.models import Ticket
from liaison.workspace.rail import drawn_alarms, drawn_ways
from liaison.workspace.rows import drawn_page
from liaison.workspace.ways import foot_ways
from liaison.workspace.working import working_in

BY_HAND = {"phone": _("Telephone"), "counter": _("Counter"), "hand": _("By hand")}
"""Occasions that people write down themselves, until a channel of their own takes them over."""
_ICONS = {"phone": "voice"}


@dataclass(frozen=True)
class Told:
    """A sentence at the foot of the page. tone: good, bad or news. undo: a message that can be taken back."""

    words: str
    tone: str = "good"
    undo: int | None = None
    seconds: int = 6


def member_of(request: HttpRequest) -> Member:
    """Who is signed in; the doors before the pages let nobody else in."""
    return cast(Member, request.user)


def draw(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Show a template of the workspace with what all of them use."""
    return show(request, f"workspace/{name}.html", status=status, **(_known(request) | context))


def draw_framed(
    request: HttpRequest, name: str, *, by: Hashable, places: Mapping[str, Markup], **context: Any
) -> HttpResponse:
    """As `draw`, for a page that is asked for all the time: only its places are filled in anew.

    by: whatever else it shows, by which its frame is known again. places: what `drawn_ways` and its like draw for it.
    """
    known = _known(request) | context
    if any(get_messages(request)):  # What is told once belongs in no frame.
        made = {f"drawn_{place}": _standing(drawn) for place, drawn in places.items()}
        return show(request, f"workspace/{name}.html", **(known | made))
    ways = tuple(way.href for way in foot_ways(member_of(request)))
    marks = {f"drawn_{place}": _standing(Markup(mark(place))) for place in ("alarms", *places)}  # noqa: S704
    return show_framed(
        request,
        f"workspace/{name}.html",
        by=(by, ways),
        places={"alarms": drawn_alarms(), **places},
        **(known | marks),
    )


def draw_part(request: HttpRequest, name: str, **context: Any) -> Markup:
    """A part of a page, to stand in a place of its frame."""
    return drawn(request, f"workspace/parts/{name}.html", **(_known(request) | context))


def _standing(there: Markup) -> Callable[..., Markup]:
    return lambda *_: there


def _known(request: HttpRequest) -> dict[str, Any]:
    member = member_of(request)
    return {
        "channel_of": channel_of,
        "shows_addresses": shows_addresses,
        "drawn_rows": drawn_page,
        "drawn_ways": drawn_ways,
        "drawn_alarms": drawn_alarms,
        "messages_of": get_messages,
        "foot_ways": lambda: foot_ways(member),
        "member": member,
        "in_queue": str(working_in(request)),
        "current": "",
    }


def abilities_of(ticket: Ticket) -> Abilities:
    """What the channel can do by which an answer would leave."""
    channel = CHANNELS.get(ticket.door.partition(":")[0] or "email")
    return channel.can if channel else Abilities()


def shows_addresses(kind: str) -> bool:
    """Whether messages of a channel have addresses worth reading; a visitor of a web site has none."""
    channel = CHANNELS.get(kind)
    return channel is None or channel.can.copies


def channel_of(kind: str) -> tuple[str, str]:
    """A channel's kind and its name for people."""
    channel = CHANNELS.get(kind)
    words = channel.label if channel else BY_HAND.get(kind, kind)
    return _ICONS.get(kind, kind), str(words)
