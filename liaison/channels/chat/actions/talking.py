"""What a visitor does: they come, they say something, they go. Everything they say is kept before it is read."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from liaison.channels.actions import keep
from liaison.channels.chat import errors, events, rules
from liaison.channels.chat.actions.introducing import introduce
from liaison.channels.chat.models import Chat, Device, Site, Visitor
from liaison.channels.chat.words import RUNNING, Introduction, Proof, Standing
from liaison.customers.actions import add_identity, meet
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor, Plain
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap
from liaison.routing.actions import settle
from liaison.routing.models import Offer
from liaison.tickets import actions as tickets
from liaison.tickets.words import Enclosed, Wish


@transaction.atomic
def admit(
    site: Site, said: Introduction, *, proof: Proof | None = None, token: str = ""
) -> tuple[Visitor, str]:
    """Make a visitor of somebody who speaks for the first time. Return them and the token only their browser has.

    token: as their browser made it; made here when it is empty. Raises Invalid for one that could be guessed.
    """
    token = token or rules.new_token()
    if not rules.is_token(token):
        raise Invalid(field="token", problem="32 random bytes are wanted, in hexadecimal digits or base64url")
    visitor = Visitor(
        site=site, token=rules.digest(token), handle=rules.new_handle(), language=said.language[:8],
        name=(proof.name if proof and proof.name else said.name).strip()[:120],
        address=(proof.address if proof else said.address).strip()[:320],
        subject=proof.subject if proof else "", proved=bool(proof), created_at=now(),
    )  # fmt: skip
    visitor.answers = rules.answers_to(site.questions, said.answers)
    if said.agreed:
        visitor.agreed_at, visitor.page, visitor.referrer = now(), said.page[:500], said.referrer[:500]
        visitor.campaign = said.campaign[:200]
    if proof and "@" in visitor.address:
        visitor.customer = meet("email", visitor.address, name=visitor.name, language=visitor.language)
        add_identity(visitor.customer, kind="visitor", value=visitor.handle, by=SYSTEM)
    visitor.save()
    return visitor, token


@transaction.atomic
def admit_elsewhere(visitor: Visitor, *, token: str) -> None:
    """Let another browser of a signed-in customer into their chat. token: as that browser made it. Raises Invalid."""
    if not rules.is_token(token) or not visitor.proved:
        raise Invalid(field="token", problem="32 random bytes are wanted, in hexadecimal digits or base64url")
    Device.objects.get_or_create(token=rules.digest(token), defaults={"visitor": visitor, "added_at": now()})


@transaction.atomic
def begin(visitor: Visitor, *, key: str, text: str, enclosed: Iterable[Enclosed] = ()) -> Chat:
    """Begin a chat with its first words. key: made by the visitor's page; the same again is the same chat.

    Raises SaysNothing, TooLong, TooManyFiles, Blocked.
    """
    chat, new = Chat.objects.get_or_create(
        visitor=visitor, key=_key(key), defaults={"site": visitor.site, "begun_at": now()}
    )
    _keep(chat, key, text, enclosed)
    if new:
        record(events.Begun(chat_id=chat.pk), by=Plain(visitor.ref))
    return chat


@transaction.atomic
def say(chat: Chat, *, key: str, text: str, enclosed: Iterable[Enclosed] = ()) -> None:
    """Say something more. key: made by the visitor's page; the same again changes nothing.

    Raises SaysNothing, TooLong, Blocked, Ended.
    """
    if chat.standing == Standing.ENDED:
        raise errors.Ended
    _keep(chat, key, text, enclosed)


def _keep(chat: Chat, key: str, text: str, enclosed: Iterable[Enclosed]) -> None:
    """Keep the words as they came. Committed before the visitor's page is told that we have them."""
    files = [asdict(file) for file in enclosed]
    if chat.visitor.blocked_at:
        raise errors.Blocked
    if not text.strip() and not files:
        raise errors.SaysNothing
    if len(text) > rules.LONGEST:
        raise errors.TooLong(most=rules.LONGEST)
    if len(files) > rules.FILES:
        raise errors.TooManyFiles(most=rules.FILES)
    said = {"chat": chat.pk, "key": _key(key), "text": text, "files": files}
    raw = json.dumps(said, ensure_ascii=False).encode()
    keep(raw, channel="chat", door=chat.site.door, key=f"chat:{chat.pk}:{key}", envelope={})


def _key(key: str) -> str:
    if not 8 <= len(key) <= 40 or not key.replace("-", "").isalnum() or not key.isascii():
        raise Invalid(field="key", problem="8 to 40 letters and digits")
    return key


@transaction.atomic
def see(chat: Chat, message: int) -> None:
    """The visitor has seen everything up to a message: what we said in the meantime is read."""
    for ticket, before in ask(_SEES, {"chat": chat.pk, "until": message}):
        tickets.see_there(ticket, after=before, until=message, at=f"chat/{chat.pk}/our-")


_SEES = """
UPDATE chat_chat SET visitor_seen = %(until)s, unread_since = NULL
FROM (SELECT id AS was, visitor_seen AS before FROM chat_chat WHERE id = %(chat)s FOR UPDATE) AS saw
WHERE id = was AND before < %(until)s AND ticket_id IS NOT NULL RETURNING ticket_id, before
"""


@transaction.atomic
def end(chat: Chat, *, by: Actor) -> None:
    """The chat is over; ending it twice changes nothing. What is said later comes as an answer on the ticket."""
    if swap(
        chat,
        when={"standing__in": RUNNING},
        to={"standing": Standing.ENDED, "ended_at": now(), "ended_by": by.ref, "begun_words": ""},
    ):
        settle(chat.ref, Offer.Outcome.WITHDRAWN, by=by)
        tickets.end_occasion(chat.ref, at=chat.ended_at or now())
        record(events.Ended(chat_id=chat.pk, ticket_id=chat.ticket_id), by=by)


@transaction.atomic
def leave_word(chat: Chat, wish: Wish, to: str, *, by: Actor) -> None:
    """Ask for an answer later, by mail or by telephone. to: the address or number. Raises Invalid."""
    to = tickets.wished(wish, to)
    Chat.objects.filter(pk=chat.pk).update(wish=wish, wish_to=to)
    if wish is Wish.MAIL:
        Visitor.objects.filter(pk=chat.visitor_id, proved=False).update(address=to)
    introduce(chat.pk)
    record(events.WordLeft(chat_id=chat.pk, wish=wish.value), by=by)  # The ticket has an entry of its own.
