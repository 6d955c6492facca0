"""Saying something: to the customer, to a third party, or among us."""

from collections.abc import Iterable

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.rows import Prepared
from liaison.tickets import events
from liaison.tickets.actions.assigning import can_see
from liaison.tickets.actions.drafting import clear_draft
from liaison.tickets.actions.posting import Letter, kept, post
from liaison.tickets.actions.writing import write
from liaison.tickets.errors import Empty, NotAColleague, SomebodyWrote
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries import has_news, receivers
from liaison.tickets.rules import quoted
from liaison.tickets.words import Address, Direction, Enclosed, State


@transaction.atomic
def reply(
    ticket: Ticket,
    text: str,
    *,
    by: Actor,
    to: Iterable[Address] = (),
    cc: Iterable[Address] = (),
    bcc: Iterable[Address] = (),
    enclosed: Iterable[Enclosed] = (),
    seen: int | None = None,
    anyway: bool = False,
    approved: bool = False,
) -> Message:
    """Answer the customer by the channel on which they last wrote; it leaves when the undo window closes.

    to: whom; where the customer last wrote from when empty. seen: the last message the writer had seen; when
    somebody wrote after it, SomebodyWrote is raised unless `anyway`. approved: words which may be said at any time.
    Raises Empty, NobodyToAnswer, NotAFile, Invalid for a wrong address, and whatever the channel does not carry.
    """
    if not text.strip():
        raise Empty
    if seen is not None and not anyway and has_news(ticket, after=seen, for_=by):
        raise SomebodyWrote
    letter = Letter(
        text=text,
        to=tuple(to) or receivers(ticket).to,
        cc=tuple(cc),
        bcc=tuple(bcc),
        enclosed=tuple(enclosed),
        language=_language(ticket),
        approved=approved,
    )
    message = post(ticket, letter, by=by, also={"waiting_since": None, "unread": False})
    clear_draft(ticket, kind="reply", by=by)
    record(events.Replied(**ticket.facts, message_id=message.pk), by=by)
    return message


@transaction.atomic
def forward(
    ticket: Ticket,
    text: str,
    *,
    to: Iterable[Address],
    message: Message | None = None,
    cc: Iterable[Address] = (),
    enclosed: Iterable[Enclosed] = (),
    by: Actor,
) -> Message:
    """Write to a third party about the matter, with one of its messages quoted and its files if there is one.

    It lies on the ticket beside the customer's thread: neither it nor what comes back for it says anything to the
    customer or changes since when the customer waits. Raises Empty, NobodyToAnswer, NotAFile, Invalid.
    """
    if not text.strip() and message is None:
        raise Empty
    files = (
        [Enclosed(a.blob_id, a.name, a.type, a.size) for a in message.attachments.all()] if message else []
    )
    words = quoted(message, under=text) if message else text
    letter = Letter(
        text=words,
        to=tuple(to),
        cc=tuple(cc),
        enclosed=(*enclosed, *files),
        subject=f"Fwd: {ticket.subject}",
        aside=True,
    )
    written = post(ticket, letter, by=by)
    clear_draft(ticket, kind="forward", by=by)
    said = events.Forwarded(**ticket.facts, message_id=written.pk)
    record(said, by=by)
    return written


@transaction.atomic
def acknowledge(
    ticket: Ticket,
    text: str,
    *,
    auto_kind: str = "acknowledgement",
    subject: str = "",
    to: Iterable[Address] = (),
) -> Message:
    """Answer by ourselves: marked automatic, at once, and the customer waits on.

    to: whom; where the customer last wrote from when empty. Raises Empty, NobodyToAnswer.
    """
    if not text.strip():
        raise Empty
    letter = Letter(
        text=text,
        to=tuple(to) or receivers(ticket).to,
        subject=subject,
        auto_kind=auto_kind,
        language=_language(ticket),
    )
    message = post(ticket, letter, by=SYSTEM)
    record(events.Acknowledged(**ticket.facts, message_id=message.pk, auto_kind=auto_kind), by=SYSTEM)
    return message


@transaction.atomic
def note(
    ticket: Ticket, text: str, *, by: Actor, mentions: Iterable[int] = (), enclosed: Iterable[Enclosed] = ()
) -> Message:
    """Leave a note which only the team sees. mentions: ids of colleagues it is for.

    Raises Empty, NotAFile, and NotAColleague for a mentioned one who may not see the department's tickets.
    """
    if not text.strip():
        raise Empty
    mentioned = tuple(dict.fromkeys(mentions))
    if not all(can_see(member, department=ticket.department_id) for member in mentioned):
        raise NotAColleague
    message = write(
        ticket,
        direction=Direction.NOTE,
        author=by.ref,
        text=text,
        state=State.RECEIVED,
        channel=ticket.channel,
        enclosed=kept(enclosed),
    )
    clear_draft(ticket, kind="note", by=by)
    record(events.Noted(**ticket.facts, message_id=message.pk, mentions=mentioned), by=by)
    return message


def _language(ticket: Ticket) -> str:
    """The language in which the customer last wrote, so that our words are found by its stems."""
    return next((language for (language,) in _SPOKEN(ticket.pk)), "")


_SPOKEN = Prepared(
    lambda ticket: (
        Message.objects.filter(ticket=ticket, direction=Direction.IN, auto_kind="", aside=False)
        .order_by("-id")
        .values_list("language")[:1]
    ),
    -7_001,
)
