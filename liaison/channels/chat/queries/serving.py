"""Reading chats for the team: whose they are, who waits, whom somebody serves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from liaison.authority.queries import extent_of
from liaison.channels.chat.models import Chat, Guest, Site, Visitor
from liaison.channels.chat.words import RUNNING, UNANSWERED, Part, Standing
from liaison.journal.registry import sight
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.rows import Prepared, Rows
from liaison.routing import queries as routing
from liaison.team.queries import names_of as members
from liaison.tickets.queries import visible_to

TAKE: Final = "chat.take"
WATCH: Final = "chat.watch"
HERE: Final = timedelta(seconds=90)  # A page that was silent for longer is closed, or sleeps.
COMES_BACK: Final = timedelta(minutes=30)  # Who opens the page again later has to say something to wait anew.
AWAY: Final = timedelta(minutes=3)  # So long a visitor waits for a colleague whose pages are closed.
IDLE: Final = timedelta(minutes=5)
RECENT: Final = timedelta(hours=1)  # What a supervisor still sees among the running ones.
FORGOTTEN: Final = timedelta(days=7)
AT_ONCE: Final = 200  # Chats the clock looks at in one go.
SHOWN: Final = 8  # Of the queue in the rail.


def find_chat(chat: int, *, for_: Actor, lock: bool = False) -> Chat:
    """A chat whose ticket somebody may see. Raises NotFound."""
    rows = Chat.objects.select_related("visitor", "site", "ticket")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=chat).first()
    if found is None or not _may_see(found, for_):
        raise NotFound
    return found


def _may_see(chat: Chat, for_: Actor) -> bool:
    if chat.ticket_id is None:
        return extent_of("tickets.see", by=for_).covers(chat.site.department_id)
    return visible_to(for_).filter(pk=chat.ticket_id).exists()


def department_of(chat: Chat) -> int:
    """The department whose matter a chat is: its ticket's, which may have been moved, else the site's."""
    return chat.ticket.department_id if chat.ticket else chat.site.department_id


_LAST_ON = Rows(Chat, "SELECT {columns} FROM chat_chat WHERE ticket_id = %(ticket)s ORDER BY id DESC LIMIT 1")
_SITE = Rows(Site, "SELECT {columns} FROM chat_site WHERE id = %(site)s")
_VISITOR = Rows(Visitor, "SELECT {columns} FROM chat_visitor WHERE id = %(visitor)s")


def running_on(ticket: int) -> Chat | None:
    """The chat in which a ticket is talked about just now."""
    found = next(iter(_LAST_ON(ticket=ticket)), None)
    if found is None or found.standing == Standing.ENDED:
        return None
    [found.visitor], [found.site] = _VISITOR(visitor=found.visitor_id), _SITE(site=found.site_id)
    return found


def occasion_on(ticket: int) -> str:
    """How the contact is called which goes on about a ticket: its running chat; empty if there is none."""
    return next(
        (f"chat:{chat}" for chat, standing in _LAST_STANDING(ticket) if standing != Standing.ENDED), ""
    )


_LAST_STANDING = Prepared(
    lambda ticket: Chat.objects.filter(ticket=ticket).order_by("-id").values_list("pk", "standing")[:1],
    -7_001,
)


def served_by(chat: Chat) -> str:
    """The names of those whom a visitor talks with: whoever answers, and who helps; empty while nobody does."""
    if not chat.member_id:
        return ""
    there = company_of(chat)
    return ", ".join(filter(None, (there.serves, *there.helps)))


@dataclass(frozen=True)
class Company:
    """Who is in a chat beside its visitor, by name. helps, watches: colleagues beside whoever serves."""

    serves: str = ""
    helps: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()


_INSIDE = Prepared(
    lambda chat: (
        Guest.objects.filter(chat=chat, left_at=None, joined_at__isnull=False)
        .order_by("joined_at")
        .values_list("member", "part")
    ),
    -7_001,
)
_PLACE = Rows(
    Guest,
    "SELECT {columns} FROM chat_guest WHERE chat_id = %(chat)s AND member_id = %(member)s AND left_at IS NULL LIMIT 1",
)


def company_of(chat: Chat) -> Company:
    """Who is in a chat."""
    there = _INSIDE(chat.pk)
    named = members({*(member for member, _ in there), *([chat.member_id] if chat.member_id else [])})
    return Company(
        serves=named.get(chat.member_id or 0, ""),
        helps=tuple(named[member] for member, part in there if part == Part.HELPS),
        watches=tuple(named[member] for member, part in there if part == Part.WATCHES),
    )


def place_in(chat: Chat, member: int) -> Guest | None:
    """How a colleague is in a chat which another serves, None if not at all."""
    return next(iter(_PLACE(chat=chat.pk, member=member)), None)


def invitations(member: int) -> list[Guest]:
    """The chats into which somebody is asked and has not come yet."""
    found = Guest.objects.filter(member=member, left_at=None, joined_at=None, chat__standing__in=RUNNING)
    return list(found.select_related("chat__visitor", "chat__ticket").order_by("asked_at"))


def overdue() -> list[Chat]:
    """The chats which nobody took within the patience of their site."""
    patience = ExpressionWrapper(F("site__patience") * timedelta(seconds=1), DurationField())
    waiting = Chat.objects.filter(standing=Standing.WAITING, waits_since__lte=now() - patience)
    return list(waiting.select_related("site", "visitor"))


def gone() -> list[Chat]:
    """The chats whose visitor went away before anybody answered."""
    found = _waiting().filter(visitor_at__lt=now() - HERE)
    return list(found.select_related("visitor")[:AT_ONCE])


def back() -> list[Chat]:
    """The chats whose visitor had left unanswered a moment ago and is there again."""
    at = now()
    found = Chat.objects.filter(
        standing=Standing.LEFT,
        visitor_at__gte=at - HERE,
        visitor_at__gt=F("left_at"),
        left_at__gte=at - COMES_BACK,
    )
    return list(found.select_related("visitor")[:AT_ONCE])


def owed() -> list[Chat]:
    """The chats whose visitor left, or left word, and to whom nothing is promised yet."""
    found = Chat.objects.filter(
        Q(standing=Standing.LEFT) | ~Q(wish=""), standing__in=UNANSWERED, promise=None
    )
    return list(found.exclude(ticket=None).select_related("site")[:AT_ONCE])


def left_alone() -> list[Chat]:
    """The chats whose visitor is there while whoever serves them has been away for some minutes."""
    at = now()
    served = Chat.objects.filter(
        standing=Standing.ANSWERED, visitor_at__gte=at - HERE, taken_at__lt=at - AWAY
    )
    members = {member for member in served.order_by().values_list("member", flat=True).distinct() if member}
    away = members - routing.is_there(members, within=AWAY) if members else set()
    return list(served.filter(member__in=away).order_by("id")) if away else []


def forgotten() -> list[Chat]:
    """The chats whose visitor has not been there for days."""
    found = Chat.objects.filter(standing__in=RUNNING, visitor_at__lt=now() - FORGOTTEN)
    return list(found.order_by("id")[:AT_ONCE])


def serving() -> dict[int, int]:
    """How many visitors each colleague serves now; those who went away long ago take no room."""
    found = Chat.objects.filter(standing=Standing.ANSWERED, visitor_at__gte=now() - IDLE).exclude(member=None)
    return dict(found.order_by().values_list("member").annotate(many=Count("id")))


def waiting() -> list[Chat]:
    """The chats which nobody has taken and whose visitor is there, the longest waiting first."""
    return list(
        _waiting().select_related("site", "visitor", "ticket").order_by("waits_since", "id")[:AT_ONCE]
    )


def _waiting() -> QuerySet[Chat]:
    return Chat.objects.filter(standing__in=(Standing.WAITING, Standing.MISSED)).exclude(ticket=None)


def queue(*, for_: Actor) -> list[Chat]:
    """The visitors who wait for somebody of the departments where `for_` serves, the longest waiting first."""
    extent = extent_of(TAKE, by=for_)
    rows = _waiting() if extent.everywhere else _waiting().filter(ticket__department__in=extent.departments)
    return list(rows.select_related("visitor", "ticket").order_by("waits_since", "id")[:SHOWN])


def overview(*, for_: Actor) -> list[Chat]:
    """The running chats of the departments over which somebody watches, those who wait first."""
    extent = extent_of(WATCH, by=for_)
    rows = Chat.objects.filter(standing__in=RUNNING, visitor_at__gte=now() - RECENT).exclude(ticket=None)
    seen = rows if extent.everywhere else rows.filter(ticket__department__in=extent.departments)
    found = list(seen.select_related("visitor", "ticket", "site").order_by("waits_since", "id")[:AT_ONCE])
    return sorted(found, key=lambda chat: chat.standing == Standing.ANSWERED)


def by_refs(refs: Iterable[str], *, for_: Actor) -> list[Chat]:
    """These chats (`chat:7`), as far as somebody may see their tickets."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found = Chat.objects.filter(pk__in=ids, ticket__in=visible_to(for_))
    return list(found.select_related("site", "visitor", "ticket").order_by("id"))


def mine(member: int) -> list[Chat]:
    """The chats somebody is in now, whether they serve or are a guest; those who came first, first."""
    inside = Guest.objects.filter(chat=OuterRef("pk"), member=member, left_at=None, joined_at__isnull=False)
    found = Chat.objects.filter(
        Q(standing=Standing.ANSWERED, member=member) | Q(standing__in=RUNNING) & Exists(inside)
    )
    return list(found.select_related("visitor", "ticket").order_by("taken_at", "id"))


def told_address(ticket: int) -> str:
    """The e-mail address which the visitor of a ticket's last chat told us; empty if none."""
    return next((address for (address,) in _TOLD(ticket)), "")


_TOLD = Prepared(
    lambda ticket: Chat.objects.filter(ticket=ticket).order_by("-id").values_list("visitor__address")[:1],
    -7_001,
)


@sight("chat")
def _chats_seen(ids: set[int], for_: Actor) -> set[int]:
    seen = Chat.objects.filter(pk__in=ids, ticket__in=visible_to(for_))
    return set(seen.values_list("pk", flat=True))
