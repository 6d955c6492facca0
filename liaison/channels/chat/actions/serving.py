"""Who serves a visitor: taken by answering or by hand, passed on to a colleague or a department."""

from django.db import transaction

from liaison.channels.chat import errors, events, queries
from liaison.channels.chat.actions.talking import end
from liaison.channels.chat.actions.waiting import keep_word
from liaison.channels.chat.models import Chat, Visitor
from liaison.channels.chat.words import RUNNING, UNANSWERED, Standing
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.live.tell import send_away
from liaison.kit.rows import swap
from liaison.routing import actions as routing
from liaison.routing.models import Offer
from liaison.routing.queries import is_there
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message, Ticket
from liaison.tickets.rules import member_of


@transaction.atomic
def answered(chat: int, *, message: int) -> None:
    """A message of ours goes to a visitor: whoever wrote it serves them from now on, if nobody did."""
    if not Chat.objects.filter(pk=chat, standing__in=UNANSWERED).exists():
        return
    author = Message.objects.values_list("author", flat=True).get(pk=message)
    member = member_of(author)
    if member is None:
        return
    found = Chat.objects.get(pk=chat)
    to = {"standing": Standing.ANSWERED, "member_id": member, "taken_at": now()}
    if swap(found, when={"standing__in": UNANSWERED}, to=to):
        routing.attend({member})
        _serves(found, member, by=Plain(author))


@transaction.atomic
def take(chat: Chat, *, by: Actor) -> None:
    """Serve a visitor from now on, whether it rang here or waited in the queue; the ticket is theirs who takes it.

    Raises NotWaiting when somebody else was quicker, Full for who serves as many as they take at once.
    """
    member = member_of(by.ref)
    if member is None:
        raise errors.NotTaking(name=by.ref)
    taking = routing.hold_readiness(member)
    if taking and queries.serving().get(member, 0) >= taking.most:
        raise errors.Full
    to = {"standing": Standing.ANSWERED, "member_id": member, "taken_at": now()}
    if not swap(chat, when={"standing__in": UNANSWERED}, to=to):
        raise errors.NotWaiting
    routing.attend({member})
    if chat.ticket_id:
        tickets.assign(Ticket.objects.select_for_update().get(pk=chat.ticket_id), to=member, by=by)
    _serves(chat, member, by=by)


@transaction.atomic
def come_to(chat: Chat) -> bool:
    """A visitor who took up somebody's invitation comes to them, without ringing at other desks.

    Tell whether they do: whoever has closed their pages meanwhile, or may not answer there any more, serves nobody.
    """
    member, department = chat.invited_by_id, queries.department_of(chat)
    if member is None or not is_there({member}, within=queries.AWAY):
        return False
    if not chat.ticket_id or not tickets.can_answer(member, department=department):
        return False
    by = Plain(f"member:{member}")
    to = {"standing": Standing.ANSWERED, "member_id": member, "taken_at": now(), "invited_by_id": None}
    if not swap(chat, when={"standing__in": UNANSWERED}, to=to):
        return False
    record(events.InvitationTaken(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member), by=by)
    tickets.assign(Ticket.objects.select_for_update().get(pk=chat.ticket_id), to=member, by=by)
    _serves(chat, member, by=by)
    return True


def _serves(chat: Chat, member: int, *, by: Actor) -> None:
    routing.accept(chat.ref, member=member, by=by)
    tickets.serve_occasion(chat.ref, by=by.ref)
    record(events.Taken(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member), by=by)
    keep_word(chat, by=by)


@transaction.atomic
def pass_on(chat: Chat, *, member: int, word: str, by: Actor) -> None:
    """A colleague goes on with the chat; they get a word, and the visitor reads the new name.

    Raises Ended for a chat that has ended, NotAColleague for one who may not answer there.
    """
    to = {"standing": Standing.ANSWERED, "member_id": member, "taken_at": now()}
    if chat.ticket_id is None or not swap(chat, when={"standing__in": RUNNING}, to=to):
        raise errors.Ended
    routing.settle(chat.ref, Offer.Outcome.WITHDRAWN, by=by)
    ticket = Ticket.objects.select_for_update().get(pk=chat.ticket_id)
    tickets.assign(ticket, to=member, by=by)
    _note(ticket, word, by=by, mentions=[member])
    tickets.serve_occasion(chat.ref, by=f"member:{member}")
    record(events.PassedOn(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member), by=by)


@transaction.atomic
def hand_over(chat: Chat, *, department: int, word: str, by: Actor) -> None:
    """Another department goes on with the chat: it rings there, and whoever takes it finds the word.

    Raises Ended for a chat that has ended, NotADepartment.
    """
    to = {"standing": Standing.WAITING, "member_id": None, "waits_since": now(), "missed_at": None}
    if chat.ticket_id is None or not swap(chat, when={"standing__in": RUNNING}, to=to):
        raise errors.Ended
    routing.settle(chat.ref, Offer.Outcome.WITHDRAWN, by=by)
    ticket = Ticket.objects.select_for_update().get(pk=chat.ticket_id)
    _note(ticket, word, by=by)
    tickets.move(ticket, to=department, by=by)
    tickets.assign(ticket, to=None, by=by)
    said = events.HandedOver(chat_id=chat.pk, ticket_id=chat.ticket_id, department_id=department)
    record(said, by=by)


def _note(ticket: Ticket, word: str, *, by: Actor, mentions: list[int] | None = None) -> None:
    if word.strip():
        tickets.note(ticket, word, by=by, mentions=mentions or [])


@transaction.atomic
def moved(chat: Chat) -> None:
    """The matter of a chat lies with another department now: it rings there, unless whoever serves it may go on."""
    if chat.standing != Standing.ANSWERED:
        routing.settle(chat.ref, Offer.Outcome.WITHDRAWN, by=SYSTEM)
        return
    assert chat.ticket
    member = chat.member_id
    if member and tickets.can_answer(member, department=chat.ticket.department_id):
        return
    to = {"standing": Standing.WAITING, "member_id": None, "waits_since": now()}
    swap(chat, when={"standing": Standing.ANSWERED, "member": member}, to=to)


@transaction.atomic
def block(chat: Chat, *, by: Actor) -> None:
    """This visitor may not write any more; the chat is over."""
    if Visitor.objects.filter(pk=chat.visitor_id, blocked_at=None).update(blocked_at=now()):
        record(events.VisitorBlocked(chat_id=chat.pk, ticket_id=chat.ticket_id), by=by)
        send_away(f"visitor:{chat.visitor_id}")
    end(chat, by=by)
