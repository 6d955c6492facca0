"""Reading chats: for their visitor, who is known by a token, and for the team."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet

from liaison.authority.queries import extent_of
from liaison.channels.chat import rules
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.channels.chat.words import File, Line, Outlook, Standing
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.rows import Prepared
from liaison.routing import queries as routing
from liaison.team.queries import names_of as members
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.queries import visible_to
from liaison.tickets.words import Direction, State

MOST: Final = 100  # Lines a visitor's page gets at once.
USUAL: Final = 420.0  # Seconds a chat lasts while we have none of our own to learn from.
TAKE: Final = "chat.take"
NEVER_CAME: Final = (State.UNDONE, State.FAILED)


def open_site(key: str) -> Site:
    """The site with this key. Raises NotFound when there is none, or it takes no chats any more."""
    found = Site.objects.filter(key=key, closed_at=None).select_related("brand").first()
    if found is None:
        raise NotFound
    return found


def sites(*, for_: Actor) -> QuerySet[Site]:
    """The sites of the departments somebody configures."""
    extent = extent_of("chat.configure", by=for_)
    rows = Site.objects.select_related("brand", "department").order_by("name", "pk")
    return rows if extent.everywhere else rows.filter(department__in=extent.departments)


def find_site(site: int, *, for_: Actor, lock: bool = False) -> Site:
    """One site that somebody configures. Raises NotFound."""
    rows = sites(for_=for_)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=site).first()
    if found is None:
        raise NotFound
    return found


def visitor_with(token: str) -> Visitor | None:
    """Who has this token."""
    return Visitor.objects.filter(token=rules.digest(token)).first() if token else None


def chat_of(visitor: Visitor) -> Chat | None:
    """The chat a visitor is in: the last one they began."""
    return Chat.objects.filter(visitor=visitor).order_by("-id").first()


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


def may_hear(chat: int, *, visitor: int) -> bool:
    """Whether a chat is this visitor's own."""
    return Chat.objects.filter(pk=chat, visitor=visitor).exists()


def running_on(ticket: int) -> Chat | None:
    """The chat in which a ticket is talked about just now."""
    found = Chat.objects.filter(ticket=ticket).select_related("visitor", "site").order_by("-id").first()
    return found if found and found.standing != Standing.ENDED else None


_LINES = Prepared(
    lambda ticket, after: (
        Message.objects.filter(ticket=ticket, channel="chat", aside=False, pk__gt=after)
        .exclude(direction=Direction.NOTE)
        .order_by("id")
        .values_list(
            "id",
            "direction",
            "state",
            "author",
            "reply",
            "at",
            "external_id",
            "auto_kind",
            "from_address",
            "to",
        )[:MOST]
    ),
    -7_001,
    -7_002,
)


def lines(chat: Chat, *, visitor: Visitor, after: int = 0) -> list[Line]:
    """What was said between us and this visitor on the ticket of the chat, after a message.

    Nothing else that lies on the ticket: neither notes nor mails, nor what another visitor said.
    """
    if chat.ticket_id is None:
        return []
    handle = visitor.handle
    found = [row for row in _LINES(chat.ticket_id, after) if _is_theirs(row, handle)]
    names = members({int(row[3].partition(":")[2]) for row in found if row[3].startswith("member:")})
    files = _files([row[0] for row in found])
    return [_line(row, names, files.get(row[0], ())) for row in found]


def _is_theirs(row: Sequence[Any], handle: str) -> bool:
    _, direction, state, _, _, _, _, _, sender, to = row
    if direction == Direction.IN:
        return bool(sender == handle)
    return state not in NEVER_CAME and f'"{handle}"' in (
        to if isinstance(to, str) else str(to).replace("'", '"')
    )


def _line(row: Sequence[Any], names: Mapping[int, str], files: tuple[File, ...]) -> Line:
    id_, direction, _, author, text, at, external, auto, _, _ = row
    mine = direction == Direction.IN
    noun, _, number = author.partition(":")
    name = names.get(int(number), "") if noun == "member" and not mine else ""
    return Line(id_, mine, name, text, at, external.rpartition("/")[2] if mine else "", bool(auto), files)


def _files(messages: list[int]) -> dict[int, tuple[File, ...]]:
    found: dict[int, list[File]] = {}
    if messages:
        for one in Attachment.objects.filter(message__in=messages).order_by("id"):
            file = File(one.pk, one.name, one.type, one.size)
            found.setdefault(one.message_id or 0, []).append(file)
    return {message: tuple(files) for message, files in found.items()}


def outlook(site: Site, *, chat: Chat | None = None) -> Outlook:
    """What a visitor may expect of the colleagues who take chats of the site's department now."""
    at, ready = now(), len(routing.ready(TAKE, department=site.department_id))
    opens = rules.opens_at(site.hours, site.zone, at)
    place = _place(site, chat)
    minutes = rules.wait_minutes(place or 1, ready=ready, usual_seconds=USUAL)
    return Outlook(opens is None, ready, place, minutes if opens is None else None, opens)


def _place(site: Site, chat: Chat | None) -> int:
    if chat is None or chat.standing != Standing.WAITING:
        return 0
    before = Chat.objects.filter(
        standing=Standing.WAITING, site__department=site.department_id, pk__lte=chat.pk
    )
    return before.count()


def overdue() -> list[Chat]:
    """The chats which nobody took within the patience of their site."""
    waiting = Chat.objects.filter(standing=Standing.WAITING).select_related("site", "visitor")
    at = now()
    return [chat for chat in waiting if chat.begun_at + timedelta(seconds=chat.site.patience) <= at]


@sight("chat")
def _chats_seen(ids: set[int], for_: Actor) -> set[int]:
    seen = Chat.objects.filter(pk__in=ids, ticket__in=visible_to(for_))
    return set(seen.values_list("pk", flat=True))


@sight("site")
def _sites_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(sites(for_=for_).filter(pk__in=ids).values_list("pk", flat=True))


@names("site")
def site_names(ids: Iterable[int]) -> Mapping[int, str]:
    """What sites are called."""
    return dict(Site.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def seen_by_team(chat: Chat) -> int:
    """The last message of the visitor which somebody of ours has looked at."""
    if chat.ticket_id is None:
        return 0
    unread, last = Ticket.objects.values_list("unread", "last_message").get(pk=chat.ticket_id)
    return 0 if unread else last or 0


def served_by(chat: Chat) -> str:
    """The name of whoever answers; empty while nobody does."""
    return members([chat.member_id]).get(chat.member_id, "") if chat.member_id else ""


def serving() -> dict[int, int]:
    """How many visitors each colleague serves now."""
    found = Chat.objects.filter(standing=Standing.ANSWERED).exclude(member=None).order_by()
    return dict(found.values_list("member").annotate(many=Count("id")))


def waiting() -> list[Chat]:
    """The chats which nobody has taken and whose first words lie on a ticket, the longest waiting first."""
    found = Chat.objects.filter(standing=Standing.WAITING).exclude(ticket=None)
    return list(found.select_related("site", "visitor").order_by("id"))


def by_refs(refs: Iterable[str], *, for_: Actor) -> list[Chat]:
    """These chats (`chat:7`), as far as somebody may see their tickets."""
    ids = [int(ref.partition(":")[2]) for ref in refs]
    found = Chat.objects.filter(pk__in=ids, ticket__in=visible_to(for_))
    return list(found.select_related("site", "visitor", "ticket").order_by("id"))


def mine(member: int) -> list[Chat]:
    """The visitors whom somebody serves now, those who came first, first."""
    found = Chat.objects.filter(standing=Standing.ANSWERED, member=member)
    return list(found.select_related("visitor", "ticket").order_by("taken_at"))


@kept("site")
def any_site() -> bool:
    """Whether there is a site with our line on it at all."""
    return Site.objects.filter(closed_at=None).exists()


def told_address(ticket: int) -> str:
    """The e-mail address which the visitor of a ticket's last chat told us; empty if none."""
    found = Chat.objects.filter(ticket=ticket).order_by("-id")
    return found.values_list("visitor__address", flat=True).first() or ""
