"""Reading chats for their visitor, who is known by a token."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median
from time import monotonic
from typing import Any, Final

from liaison.channels.chat import rules
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.channels.chat.words import File, Line, Outlook, Standing
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.rows import Prepared, Rows
from liaison.kit.texts import words_in
from liaison.routing import queries as routing
from liaison.team.queries import names_of as members
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Direction, State

MOST: Final = 100  # Lines a visitor's page gets at once.
LONGEST: Final = 1000  # Lines of a mail.
GONE: Final = timedelta(minutes=3)  # Whoever has not looked for so long is answered by mail.
LAST: Final = 50  # Chats from which it is learned how long one lasts.
ENOUGH: Final = 5  # Fewer tell nothing.
LATELY: Final = timedelta(days=60)
FRESH_SECONDS: Final = 60.0
_usual: dict[int, tuple[float, float | None]] = {}
TAKE: Final = "chat.take"
NEVER_CAME: Final = (State.UNDONE, State.FAILED)


_WITH = Rows(Visitor, "SELECT {columns} FROM chat_visitor WHERE token = %(token)s")
_ELSEWHERE = Rows(
    Visitor,
    "SELECT {columns} FROM chat_visitor WHERE id = (SELECT visitor_id FROM chat_device WHERE token = %(token)s)",
)
_SIGNED_IN = Rows(
    Visitor,
    """
    SELECT {columns} FROM chat_visitor
    WHERE site_id = %(site)s AND subject = %(subject)s AND subject <> '' AND proved
    ORDER BY (SELECT max(id) FROM chat_chat WHERE visitor_id = chat_visitor.id) DESC NULLS LAST LIMIT 1
    """,
)
_LAST = Rows(Chat, "SELECT {columns} FROM chat_chat WHERE visitor_id = %(visitor)s ORDER BY id DESC LIMIT 1")


def visitor_with(token: str) -> Visitor | None:
    """Who has this token, in the browser where they first spoke or in another of theirs."""
    if not token:
        return None
    digest = rules.digest(token)
    return next(iter(_WITH(token=digest) or _ELSEWHERE(token=digest)), None)


def signed_in(site: Site, subject: str) -> Visitor | None:
    """The visitor whom a site has proved to be its customer of this name, the one who chatted last."""
    return next(iter(_SIGNED_IN(site=site.pk, subject=subject)), None) if subject else None


def chat_of(visitor: Visitor) -> Chat | None:
    """The chat a visitor is in: the last one they began."""
    return next(iter(_LAST(visitor=visitor.pk)), None)


def may_hear(chat: int, *, visitor: int) -> bool:
    """Whether a chat is this visitor's own."""
    return Chat.objects.filter(pk=chat, visitor=visitor).exists()


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


def all_lines(chat: Chat, *, visitor: Visitor) -> list[Line]:
    """Everything that was said between us and this visitor on the ticket of the chat, as far as a mail can hold it."""
    found: list[Line] = []
    while len(found) < LONGEST and (more := lines(chat, visitor=visitor, after=found[-1].id if found else 0)):
        found += more
    return found


def unread() -> list[Chat]:
    """The chats in which something of ours was not seen for so long that its visitor has gone."""
    found = Chat.objects.filter(unread_since__lt=now() - GONE).select_related("visitor", "site__brand")
    return list(found.order_by("unread_since")[:MOST])


def file_of(attachment: int, *, chat: Chat, visitor: Visitor) -> Attachment:
    """A file of something that was said between us and this visitor. Raises NotFound for any other."""
    found = Attachment.objects.filter(pk=attachment, message__ticket=chat.ticket_id).first()
    after = (found.message_id or 0) - 1 if found else 0
    if found is None or not any(
        line.id == found.message_id for line in lines(chat, visitor=visitor, after=after)[:1]
    ):
        raise NotFound
    return found


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


_FILES = Rows(
    Attachment, "SELECT {columns} FROM tickets_attachment WHERE message_id = ANY(%(messages)s) ORDER BY id"
)


def _files(messages: list[int]) -> dict[int, tuple[File, ...]]:
    found: dict[int, list[File]] = {}
    if messages:
        for one in _FILES(messages=messages):
            file = File(one.pk, one.name, one.type, one.size)
            found.setdefault(one.message_id or 0, []).append(file)
    return {message: tuple(files) for message, files in found.items()}


def outlook(site: Site, *, chat: Chat | None = None) -> Outlook:
    """What a visitor may expect of the colleagues who take chats of the site's department now."""
    at, ready = now(), _ready(site.department_id)
    opens = rules.opens_at(site.hours, site.zone, at)
    place = _place(site, chat)
    if opens is not None or not ready or (chat is not None and not place):
        return Outlook(opens is None, len(ready), place, None, opens)
    minutes = rules.wait_minutes(
        place or _waiting(site) + 1,
        most=sum(ready.values()),
        serving=_served_by(set(ready)),
        usual_seconds=usual_seconds(site.department_id),
    )
    return Outlook(True, len(ready), place, minutes)


def _waiting(site: Site) -> int:
    return Chat.objects.filter(standing=Standing.WAITING, site__department=site.department_id).count()


def _served_by(members: set[int]) -> int:
    return Chat.objects.filter(standing=Standing.ANSWERED, member__in=members).count()


def usual_seconds(department: int) -> float | None:
    """How long a chat of a department lasts from being taken to its end, by the middle one of the last; None when
    there were too few to tell. It is asked with every look of a visitor, so it is found anew only now and then."""
    at, found = _usual.get(department, (0.0, None))
    if not at or monotonic() - at > FRESH_SECONDS:
        _usual[department] = (monotonic(), found := _measured(department))
    return found


def _measured(department: int) -> float | None:
    ended = Chat.objects.filter(
        site__department=department,
        standing=Standing.ENDED,
        taken_at__isnull=False,
        ended_at__gt=now() - LATELY,
    ).order_by("-ended_at")
    times = ended.values_list("taken_at", "ended_at")[:LAST]
    lasted = [(end - taken).total_seconds() for taken, end in times if taken and end]
    return median(lasted) if len(lasted) >= ENOUGH else None


@kept("member", "role")
def _ready(department: int) -> dict[int, int]:
    """Who takes chats of a department now and how many at once: each look of each visitor asks."""
    return {one.member_id: one.most for one in routing.ready(TAKE, department=department)}


def _place(site: Site, chat: Chat | None) -> int:
    if chat is None or chat.standing != Standing.WAITING:
        return 0
    before = Chat.objects.filter(
        standing=Standing.WAITING, site__department=site.department_id, pk__lte=chat.pk
    )
    return before.count()


_READ = Prepared(
    lambda ticket: Ticket.objects.filter(pk=ticket).values_list("unread", "last_message"), -7_003
)


def told_by(visitor: Visitor, *, site: Site, language: str) -> list[tuple[str, str]]:
    """What a visitor answered to the questions of a site before they chatted, each with its question."""
    asked = {one["name"]: words_in(one["label"], language) for one in site.questions}
    return [(asked[name], answer) for name, answer in visitor.answers.items() if name in asked]


def customer_of(ticket: int) -> int | None:
    """Whose matter a ticket is."""
    return Ticket.objects.values_list("customer", flat=True).get(pk=ticket)


def seen_by_team(chat: Chat) -> int:
    """The last message of the visitor which somebody of ours has looked at."""
    if chat.ticket_id is None:
        return 0
    [(unread, last)] = _READ(chat.ticket_id)
    return 0 if unread else last or 0
