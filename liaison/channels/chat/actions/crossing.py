"""Words that cross: a visitor's come onto a ticket, ours come before the visitor, and both onto their open pages."""

import secrets

from liaison.channels.chat import queries
from liaison.channels.chat.actions.introducing import introduce
from liaison.channels.chat.actions.serving import answered
from liaison.channels.chat.actions.waiting import come_back
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.channels.chat.telling import tell
from liaison.channels.chat.words import UNANSWERED, Line, Standing
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.live.tell import nudge
from liaison.kit.rows import Prepared
from liaison.team.queries import names_of
from liaison.tickets.models import Message
from liaison.tickets.rules import member_of
from liaison.tickets.words import Arrival, Received

# One statement, for it is asked for each word of each visitor.
_HEARD = """
UPDATE chat_chat SET ticket_id = %(ticket)s, visitor_at = %(at)s, begun_words = ''
FROM (
  SELECT id AS was, ticket_id AS lay, begun_words <> '' AS began FROM chat_chat WHERE id = %(chat)s FOR UPDATE
) AS before WHERE id = was RETURNING visitor_id, standing, lay IS DISTINCT FROM ticket_id, began
"""
_SAID_TO = """
UPDATE chat_chat SET unread_since = COALESCE(unread_since, %(since)s::timestamptz) WHERE id = %(chat)s
RETURNING visitor_id, standing
"""


def heard(chat: int, key: str, arrival: Arrival, received: Received) -> bool:
    """What a visitor said lies on a ticket now; they are there, and wait again if they had gone.

    key: by which their page knows these words. Tell whether they lay elsewhere, or nowhere, before: a ticket may have
    been merged into another meanwhile.
    """
    [(visitor, standing, moved, began)] = ask(_HEARD, {"chat": chat, "ticket": received.ticket, "at": now()})
    if moved:
        belongs_to(chat, queries.customer_of(received.ticket))
        introduce(chat)
    if standing == Standing.LEFT:
        come_back(Chat.objects.select_related("visitor").get(pk=chat))
    if began:
        nudge(f"preview:{chat}")
    if moved or arrival.enclosed or received.message is None:
        nudge(f"chat:{chat}", *(["chat:*"] if moved else []))
    else:
        line = Line(received.message, True, "", arrival.text, arrival.at or now(), key, False)
        tell(line, chat=chat, visitor=visitor)
    return bool(moved)


def belongs_to(chat: int, customer: int | None) -> None:
    """Whose file the visitor of a chat has, once their first words were read."""
    if customer is not None:
        Visitor.objects.filter(chats=chat, customer=None).update(customer=customer)


def lies_at(address: str) -> str:
    """Where something new that we say to a visitor lies: in the chat in which they are reached; empty for nobody's."""
    chat = last_of(address)
    return f"chat/{chat}/our-{secrets.token_hex(8)}" if chat else ""


def shown(message: Message) -> None:
    """Something that we said lies in a chat: its visitor sees it at once."""
    chat = int(message.external_id.split("/")[1])
    visitor = said_to(chat, message)
    author = member_of(message.author)
    name = names_of([author]).get(author, "") if author else ""
    line = Line(message.pk, False, name, message.reply, message.at, "", bool(message.auto_kind))
    tell(line, chat=chat, visitor=visitor)


def said_to(chat: int, message: Message) -> int:
    """The visitor has not seen this yet; whoever wrote it serves them from now on, if nobody did. Return their id."""
    since = None if message.auto_kind else now()
    [(visitor, standing)] = ask(_SAID_TO, {"chat": chat, "since": since})
    if standing in UNANSWERED:
        answered(chat, message=message.pk)
    return int(visitor)


def last_of(handle: str) -> int | None:
    """The chat in which a visitor is reached: the last one they began."""
    return next((chat for (chat,) in _LAST_OF(handle)), None)


_LAST_OF = Prepared(
    lambda handle: Chat.objects.filter(visitor__handle=handle).order_by("-id").values_list("pk")[:1],
    "handle-x",
)


def department_of(door: str) -> int:
    """The department which answers on the site of a door."""
    return Site.objects.values_list("department_id", flat=True).get(pk=int(door.partition(":")[2]))
