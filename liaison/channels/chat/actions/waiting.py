"""Those whom nobody serves: told so in time, owed an answer when they have gone, and found again when they are back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction

from liaison.channels.chat import events, rules
from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import RUNNING, Standing
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.clock import now
from liaison.kit.live.tell import nudge
from liaison.kit.rows import swap
from liaison.kit.sayings import say
from liaison.routing.actions import settle
from liaison.routing.models import Offer
from liaison.tickets import actions as tickets
from liaison.tickets.errors import PromiseSettled
from liaison.tickets.models import Promise, Ticket
from liaison.tickets.words import Wish

OWED: Final = timedelta(hours=1)  # Of office hours, to answer a visitor whom nobody answered.
PREVIEWED: Final = 500  # Characters of what is not sent yet.
NOTED: Final = timedelta(seconds=20)  # A page that asks often is noted no oftener.


@transaction.atomic
def miss(chat: Chat) -> None:
    """Nobody took it in time: its visitor is told so, and may go on waiting or leave word. It goes on ringing."""
    if swap(chat, when={"standing": Standing.WAITING}, to={"standing": Standing.MISSED, "missed_at": now()}):
        record(events.Missed(chat_id=chat.pk, ticket_id=chat.ticket_id), by=SYSTEM)


def attend(visitors: Iterable[int]) -> None:
    """The pages of these visitors are there now."""
    found = Chat.objects.filter(visitor__in=list(visitors), standing__in=RUNNING)
    found.filter(visitor_at__lt=now() - NOTED).update(visitor_at=now())


def looks(chat: Chat) -> None:
    """The page of this chat's visitor asks how it stands: it is there."""
    if chat.visitor_at < now() - NOTED:
        attend({chat.visitor_id})


@transaction.atomic
def leave(chat: Chat) -> None:
    """The visitor has gone before anybody answered: it rings no more, and we owe an answer."""
    to = {"standing": Standing.LEFT, "left_at": now(), "begun_words": ""}
    if swap(chat, when={"standing__in": (Standing.WAITING, Standing.MISSED)}, to=to):
        settle(chat.ref, Offer.Outcome.WITHDRAWN, by=SYSTEM)
        record(events.VisitorLeft(chat_id=chat.pk, ticket_id=chat.ticket_id), by=SYSTEM)


@transaction.atomic
def come_back(chat: Chat) -> None:
    """A visitor who had left unanswered is there again: it rings anew.

    What they asked for by mail or telephone is owed still.
    """
    to = {"standing": Standing.WAITING, "waits_since": now(), "visitor_at": now()}
    if not swap(chat, when={"standing": Standing.LEFT}, to=to):
        return
    record(events.VisitorBack(chat_id=chat.pk, ticket_id=chat.ticket_id), by=Plain(chat.visitor.ref))
    if chat.promise_id and not chat.wish:
        _settle_promise(chat, keep=False, by=SYSTEM)


def preview(chat: Chat, text: str) -> None:
    """The visitor has typed this and not sent it: the team sees it where the site lets them. Nothing of it is kept."""
    if not chat.site.previews or chat.standing == Standing.ENDED:
        return
    Chat.objects.filter(pk=chat.pk).update(begun_words=text[:PREVIEWED])
    nudge(f"preview:{chat.pk}")


@transaction.atomic
def leave_alone(chat: Chat) -> None:
    """Whoever served this visitor is not there any more: it rings at others' desks."""
    member = chat.member_id
    to = {"standing": Standing.WAITING, "member_id": None, "waits_since": now()}
    if member and swap(chat, when={"standing": Standing.ANSWERED, "member": member}, to=to):
        said = events.LeftAlone(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member)
        record(said, by=SYSTEM)


@transaction.atomic
def owe(chat: Chat) -> None:
    """Promise an answer to a visitor whom nobody answered, so that their ticket calls for it in the inbox."""
    assert chat.ticket_id
    ticket = Ticket.objects.select_for_update().get(pk=chat.ticket_id)
    due = (rules.opens_at(chat.site.hours, chat.site.zone, now()) or now()) + OWED
    promise = tickets.promise(ticket, _owed(chat), due=due, by=SYSTEM)
    swap(chat, when={}, to={"promise_id": promise.pk})


def _owed(chat: Chat) -> str:
    if chat.wish == Wish.MAIL:
        return say("Answer the visitor of the chat by e-mail: %(where)s", where=chat.wish_to[:80])
    if chat.wish == Wish.CALL:
        return say("Call the visitor of the chat back: %(where)s", where=chat.wish_to[:80])
    return say("Answer the visitor of the chat, who left before anybody did")


def keep_word(chat: Chat, *, by: Actor) -> None:
    """What we owed a visitor who had to go is done."""
    if chat.promise_id:
        _settle_promise(chat, keep=True, by=by)


def _settle_promise(chat: Chat, *, keep: bool, by: Actor) -> None:
    assert chat.promise_id
    promise = Promise.objects.select_related("ticket").get(pk=chat.promise_id)
    swap(chat, when={}, to={"promise_id": None})
    try:
        if keep:
            tickets.keep_promise(promise, by=by)
        else:
            tickets.withdraw_promise(promise, by=by)
    except PromiseSettled:
        return  # Somebody was quicker by hand.
