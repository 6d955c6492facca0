"""What stands in the composer of a ticket: a draft, or the beginning of an answer."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from liaison.authority.actions import preview
from liaison.authority.words import Refused, Subject, Waiting
from liaison.channels.chat.queries import told_address
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Closes
from liaison.customers.queries import names_of, newest_address, people_of
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.tickets import queries
from liaison.tickets.commands.speaking import Reply
from liaison.tickets.models import Attachment, Ticket
from liaison.tickets.words import Receivers, Wish

KINDS = ("reply", "note", "forward")
SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Writing:
    """kind: reply, note or forward. seen: the last message the writer has seen. key: makes sending twice harmless."""

    kind: str
    text: str = ""
    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    bcc: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    seen: int = 0
    message: int | None = None
    key: str = ""


@dataclass(frozen=True)
class How:
    """What a button knows beforehand. how: done, waiting or refused. why: in words."""

    how: str
    why: str = ""


def begun(ticket: Ticket, *, for_: Actor, to: Receivers | None = None) -> Writing:
    """The newest draft of this member on the ticket, or an empty answer to whoever wrote last.

    to: to whom an answer goes, if the page has found it out already.
    """
    draft = queries.newest_draft(ticket, for_=for_)
    written = draft.to if draft else []
    whom = queries.wished(ticket) or to or queries.receivers(ticket)
    there = [pair[0] for pair in written] or [one.address for one in whom.to]
    if draft is None:
        return Writing("reply", to=there, seen=ticket.last_message or 0, key=secrets.token_urlsafe(12))
    return Writing(
        kind=draft.kind,
        text=draft.text,
        to=there,
        cc=[pair[0] for pair in draft.cc],
        bcc=[pair[0] for pair in draft.bcc],
        files=list(draft.attachments.order_by("id")),
        seen=draft.seen or ticket.last_message or 0,
        key=secrets.token_urlsafe(12),
    )


def answer_ways(ticket: Ticket) -> list[tuple[str, str]]:
    """How the customer can be answered, as (address, words): where they last wrote, else by mail.

    An empty address means where they last wrote.
    """
    channel = CHANNELS.get(ticket.channel)
    person = names_of([ticket.customer_id]).get(ticket.customer_id, "") if ticket.customer_id else ""
    ways = [("", " · ".join(filter(None, (str(channel.label) if channel else "", person))))]
    known = newest_address(people_of(ticket.customer_id), kind="email") if ticket.customer_id else ""
    said = told_address(ticket.pk)
    ways += [(known, known)] if known else []
    if said and said != known:
        ways.append((said, _("%(address)s (said in the chat)") % {"address": said}))
    if ticket.wish in (Wish.MAIL, Wish.MESSAGE) and ticket.wish_to not in {said, known}:
        ways.append((ticket.wish_to, ticket.wish_to))
    return ways


@dataclass(frozen=True)
class Window:
    """How long a channel lets us answer freely. closes: when that ends. heard: whether they wrote there at all."""

    closes: datetime
    heard: bool

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.closes <= now()

    @property
    def left(self) -> timedelta:
        """For how much longer one may answer."""
        return self.closes - now()

    @property
    def ends_soon(self) -> bool:
        """Whether whoever wants to answer had better do it now."""
        return self.left < SOON


def window_of(ticket: Ticket, *, to: list[str]) -> Window | None:
    """How long we may answer freely where the customer last wrote; None for ever. to: whom an answer goes to."""
    channel = CHANNELS.get(ticket.channel)
    if not to or not ticket.door or not isinstance(channel, Closes):
        return None
    closes = channel.closes_at(ticket.door, to[0])
    return Window(closes, heard=closes.year > 2000) if closes else None


def said_again(ticket: Ticket, message: int, *, for_: Actor) -> Writing:
    """A message which did not arrive, to be sent once more: the same words to the same people. Raises NotFound."""
    found = queries.find_message(message, for_=for_)
    if found.ticket_id != ticket.pk:
        raise NotFound
    return Writing(
        "reply",
        text=found.reply or found.text,
        to=[pair[0] for pair in found.to],
        cc=[pair[0] for pair in found.cc],
        bcc=[pair[0] for pair in found.bcc],
        seen=ticket.last_message or 0,
        key=secrets.token_urlsafe(12),
    )


def may_reply(ticket: Ticket, *, by: Actor) -> How:
    """Whether an answer would leave, wait for a release, or be refused."""
    subject = Subject(ticket, ticket.department_id, (ticket.ref,))
    outcome = preview(Reply(ticket=ticket.pk, text="…"), by=by, subject=subject)
    if isinstance(outcome, Refused):
        return How("refused", outcome.reason)
    if isinstance(outcome, Waiting):
        return How("waiting", _("A mentor releases it before it leaves."))
    return How("done")
