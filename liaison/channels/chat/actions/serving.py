"""Who serves a visitor: taken by answering or by hand, passed on, missed when nobody came."""

from django.db import transaction

from liaison.channels.chat import events
from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import RUNNING, Standing
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets.models import Message

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
        record(events.Taken(chat_id=chat, ticket_id=ticket, member_id=int(member)), by=Plain(author))


@transaction.atomic
def miss(chat: Chat) -> None:
    """Nobody took it in time: its visitor is told so, and may go on waiting or leave word."""
    if swap(chat, when={"standing": Standing.WAITING}, to={"standing": Standing.MISSED, "missed_at": now()}):
        record(events.Missed(chat_id=chat.pk, ticket_id=chat.ticket_id), by=SYSTEM)


@transaction.atomic
def pass_on(chat: Chat, *, member: int, by: Actor) -> None:
    """A colleague goes on with the chat; its visitor reads the new name."""
    to = {"standing": Standing.ANSWERED, "member_id": member}
    if swap(chat, when={"standing__in": RUNNING}, to=to):
        record(events.PassedOn(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member), by=by)
