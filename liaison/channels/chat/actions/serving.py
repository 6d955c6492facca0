"""Who serves a visitor: taken by answering or by hand, passed on, missed when nobody came."""

from django.db import transaction

from liaison.channels.chat import errors, events, queries
from liaison.channels.chat.actions.talking import end
from liaison.channels.chat.models import Chat, Visitor
from liaison.channels.chat.words import RUNNING, Standing
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.live.tell import send_away
from liaison.kit.rows import swap
from liaison.routing import queries as routing
from liaison.routing.actions import settle
from liaison.routing.models import Offer
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message, Ticket
from liaison.tickets.rules import member_of

UNANSWERED = (Standing.WAITING, Standing.MISSED)


@transaction.atomic
def answered(chat: int, *, message: int) -> None:
    """A message of ours goes to a visitor: whoever wrote it serves them from now on, if nobody did."""
    author = Message.objects.values_list("author", flat=True).get(pk=message)
    noun, _, member = author.partition(":")
    if noun != "member":
        return
    to = {"standing": Standing.ANSWERED, "member_id": int(member), "taken_at": now()}
    if Chat.objects.filter(pk=chat, standing__in=UNANSWERED).update(**to):
        ticket = Chat.objects.values_list("ticket", flat=True).get(pk=chat)
        settle(f"chat:{chat}", Offer.Outcome.WITHDRAWN, by=SYSTEM)
        tickets.serve_occasion(f"chat:{chat}", by=author)
        record(events.Taken(chat_id=chat, ticket_id=ticket, member_id=int(member)), by=Plain(author))


@transaction.atomic
def miss(chat: Chat) -> None:
    """Nobody took it in time: its visitor is told so, and may go on waiting or leave word."""
    if swap(chat, when={"standing": Standing.WAITING}, to={"standing": Standing.MISSED, "missed_at": now()}):
        record(events.Missed(chat_id=chat.pk, ticket_id=chat.ticket_id), by=SYSTEM)


@transaction.atomic
def take(chat: Chat, *, by: Actor) -> None:
    """Serve a visitor from now on, whether it rang here or waited in the queue; the ticket is theirs who takes it.

    Raises NotWaiting when somebody else was quicker, Full for who serves as many as they take at once.
    """
    member = member_of(by.ref)
    taking = routing.readiness(member) if member else None
    if taking and queries.serving().get(taking.member_id, 0) >= taking.most:
        raise errors.Full
    to = {"standing": Standing.ANSWERED, "member_id": member, "taken_at": now()}
    if not swap(chat, when={"standing__in": UNANSWERED}, to=to):
        raise errors.NotWaiting
    settle(chat.ref, Offer.Outcome.ACCEPTED, by=by)
    if chat.ticket_id:
        tickets.assign(Ticket.objects.select_for_update().get(pk=chat.ticket_id), to=member, by=by)
    tickets.serve_occasion(chat.ref, by=by.ref)
    record(events.Taken(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member or 0), by=by)


@transaction.atomic
def pass_on(chat: Chat, *, member: int, word: str, by: Actor) -> None:
    """A colleague goes on with the chat; they get a word, and the visitor reads the new name.

    Raises NotRunning for a chat that has ended, NotAColleague for one who may not answer there.
    """
    to = {"standing": Standing.ANSWERED, "member_id": member}
    if chat.ticket_id is None or not swap(chat, when={"standing__in": RUNNING}, to=to):
        raise errors.Ended
    settle(chat.ref, Offer.Outcome.WITHDRAWN, by=by)
    ticket = Ticket.objects.select_for_update().get(pk=chat.ticket_id)
    tickets.assign(ticket, to=member, by=by)
    if word.strip():
        tickets.note(ticket, word, by=by, mentions=[member])
    tickets.serve_occasion(chat.ref, by=f"member:{member}")
    record(events.PassedOn(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member), by=by)


@transaction.atomic
def block(chat: Chat, *, by: Actor) -> None:
    """This visitor may not write any more; the chat is over."""
    if Visitor.objects.filter(pk=chat.visitor_id, blocked_at=None).update(blocked_at=now()):
        record(events.VisitorBlocked(chat_id=chat.pk, ticket_id=chat.ticket_id), by=by)
        send_away(f"visitor:{chat.visitor_id}")
    end(chat, by=by)
