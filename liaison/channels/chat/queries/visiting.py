"""Reading who has a site open now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from liaison.authority.queries import extent_of
from liaison.channels.chat import rules
from liaison.channels.chat.models import Chat, Site, Visit
from liaison.channels.chat.words import RUNNING
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.rows import Rows

INVITE: Final = "chat.take"
HERE: Final = timedelta(seconds=90)
LIES: Final = timedelta(minutes=10)  # An invitation; whoever sent it may be gone by then.
SHOWN: Final = 100

_WITH = Rows(Visit, "SELECT {columns} FROM chat_visit WHERE token = %(token)s")


@dataclass(frozen=True)
class Onlooker:
    """Somebody who has a site open. chat: what they talk in now, None while they do not."""

    visit: Visit
    chat: Chat | None = None


def visit_with(token: str, *, site: Site | None = None) -> Visit | None:
    """The visit whose page has this token, if it is of this site."""
    found = next(iter(_WITH(token=rules.digest(token))), None) if rules.is_token(token) else None
    return None if found is None or (site and found.site_id != site.pk) else found


def is_here(visit: Visit) -> bool:
    """Whether the page of a visit is open now."""
    return visit.left_at is None and visit.seen_at is not None and visit.seen_at >= now() - HERE


def is_invited(visit: Visit) -> bool:
    """Whether somebody's invitation lies before them, neither taken up nor declined nor forgotten."""
    asked = visit.invited_by_id is not None and visit.declined_at is None
    return asked and visit.invited_at is not None and visit.invited_at >= now() - LIES


def topic_of(site: Site) -> str:
    """Under what the team hears who comes and goes on a site."""
    return f"visits:{site.department_id}"


def watched_sites(*, for_: Actor) -> list[Site]:
    """The sites whose visitors somebody may see and invite."""
    extent = extent_of(INVITE, by=for_)
    rows = Site.objects.filter(closed_at=None, watched=True).order_by("name", "pk")
    return list(rows if extent.everywhere else rows.filter(department__in=extent.departments))


def onlookers(sites: Collection[Site]) -> tuple[list[Onlooker], int]:
    """Who has these sites open, those who came last first, and how many there are in all."""
    here = _here().filter(site__in=sites)
    found = list(
        here.select_related("site", "visitor", "customer", "invited_by").order_by("-since", "-pk")[:SHOWN]
    )
    chats = talking({one.visitor_id for one in found if one.visitor_id})
    shown = [Onlooker(one, chats.get(one.visitor_id or 0)) for one in found]
    return shown, len(found) if len(found) < SHOWN else here.count()


def find_visit(visit: int, *, for_: Actor, lock: bool = False) -> Visit:
    """Somebody who has a site open, to be invited. Raises NotFound for a site of others."""
    rows = Visit.objects.select_related("site", "visitor")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=visit).first()
    if found is None or not extent_of(INVITE, by=for_).covers(found.site.department_id):
        raise NotFound
    return found


def talking(visitors: Collection[int]) -> dict[int, Chat]:
    """The running chats of these visitors."""
    if not visitors:
        return {}
    found = Chat.objects.filter(visitor__in=list(visitors), standing__in=RUNNING).exclude(ticket=None)
    return {chat.visitor_id: chat for chat in found.select_related("ticket", "member").order_by("id")}


def _here() -> QuerySet[Visit]:
    return Visit.objects.filter(left_at=None, seen_at__gte=now() - HERE)
