"""Colleagues in a chat which another serves: asked in to help, watching, whispering, taking over."""

from collections.abc import Iterable

from django.db import transaction

from liaison.channels.chat import errors, events
from liaison.channels.chat.models import Chat, Guest
from liaison.channels.chat.words import RUNNING, Part, Standing
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.live.tell import nudge
from liaison.kit.rows import one_at_a_time, swap
from liaison.routing import actions as routing
from liaison.routing.models import Offer
from liaison.team.queries import names_of
from liaison.tickets import actions as tickets
from liaison.tickets.errors import NotAColleague
from liaison.tickets.models import Ticket
from liaison.tickets.words import Enclosed


@transaction.atomic
def invite(chat: Chat, *, member: int, word: str, by: Actor) -> None:
    """Ask a colleague into a chat, to write there, too. It rings at their desk with the word.

    Raises Ended, NotAColleague for one who may not answer there, InAlready.
    """
    if chat.ticket is None or chat.standing not in RUNNING:
        raise errors.Ended
    if not tickets.can_answer(member, department=chat.ticket.department_id):
        raise NotAColleague
    one_at_a_time(f"guest {chat.pk}")
    if chat.member_id == member or _guest(chat, member, part=Part.HELPS):
        raise errors.InAlready(name=_name(member))
    _go(chat, member)
    Guest.objects.create(
        chat=chat, member_id=member, part=Part.HELPS, by=by.ref, word=word.strip()[:500], asked_at=now()
    )
    record(events.Invited(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=member), by=by)


@transaction.atomic
def join(chat: Chat, *, member: int, by: Actor) -> None:
    """Come into a chat one was asked into; its visitor reads the name. Raises NotAsked."""
    asked = _guest(chat, member, part=Part.HELPS)
    if asked is None or not swap(asked, when={"joined_at": None, "left_at": None}, to={"joined_at": now()}):
        raise errors.NotAsked
    record(events.Joined(chat_id=chat.pk, ticket_id=chat.ticket_id), by=by)


@transaction.atomic
def leave_guest(chat: Chat, *, member: int, by: Actor) -> None:
    """Leave a chat which another serves, or say that one does not come. Raises NotAsked."""
    if not _go(chat, member):
        raise errors.NotAsked
    record(events.GuestLeft(chat_id=chat.pk, ticket_id=chat.ticket_id), by=by)


@transaction.atomic
def watch_over(chat: Chat, *, member: int, by: Actor) -> None:
    """Watch a chat. The team sees who watches, the visitor does not. Raises Ended, InAlready."""
    if chat.standing not in RUNNING:
        raise errors.Ended
    one_at_a_time(f"guest {chat.pk}")
    if chat.member_id == member or _guest(chat, member):
        raise errors.InAlready(name=_name(member))
    at = now()
    Guest.objects.create(chat=chat, member_id=member, part=Part.WATCHES, by=by.ref, asked_at=at, joined_at=at)
    record(events.Watched(chat_id=chat.pk, ticket_id=chat.ticket_id), by=by)


@transaction.atomic
def whisper(chat: Chat, text: str, *, by: Actor, enclosed: Iterable[Enclosed] = ()) -> int:
    """Say something which only the team sees, to whoever serves the chat. Return the note. Raises Ended, Empty."""
    if chat.ticket_id is None:
        raise errors.Ended
    ticket = Ticket.objects.select_for_update().get(pk=chat.ticket_id)
    mentions = [chat.member_id] if chat.member_id else []
    said = tickets.note(ticket, text, by=by, mentions=mentions, enclosed=enclosed)
    record(events.Whispered(chat_id=chat.pk, ticket_id=chat.ticket_id, message_id=said.pk), by=by)
    return said.pk


@transaction.atomic
def take_over(chat: Chat, *, member: int, by: Actor) -> None:
    """Go on with a chat which a colleague serves; they know at once. Raises Ended, InAlready."""
    before = chat.member_id
    if before == member:
        raise errors.InAlready(name=_name(member))
    to = {"standing": Standing.ANSWERED, "member_id": member, "taken_at": now()}
    if before is None or not swap(chat, when={"standing": Standing.ANSWERED, "member": before}, to=to):
        raise errors.Ended
    routing.attend({member})
    routing.settle(chat.ref, Offer.Outcome.WITHDRAWN, by=by)
    _go(chat, member)
    if chat.ticket_id:
        tickets.assign(Ticket.objects.select_for_update().get(pk=chat.ticket_id), to=member, by=by)
    tickets.serve_occasion(chat.ref, by=by.ref)
    said = events.TakenOver(chat_id=chat.pk, ticket_id=chat.ticket_id, member_id=before)
    record(said, by=by)
    nudge(f"member:{before}")


def _guest(chat: Chat, member: int, *, part: Part | None = None) -> Guest | None:
    found = Guest.objects.filter(chat=chat, member=member, left_at=None)
    return (found.filter(part=part) if part else found).first()


def _go(chat: Chat, member: int) -> bool:
    return bool(Guest.objects.filter(chat=chat, member=member, left_at=None).update(left_at=now()))


def _name(member: int) -> str:
    return names_of([member]).get(member, "")
