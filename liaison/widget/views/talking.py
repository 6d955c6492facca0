"""The chat itself: beginning, saying, looking, ending."""

from typing import Any

from django.utils.translation import get_language

from liaison.channels.chat import actions, errors, queries
from liaison.channels.chat.models import Chat, Visitor
from liaison.channels.chat.rules import ONLOOKS
from liaison.channels.chat.telling import as_told
from liaison.channels.chat.words import Introduction, Standing
from liaison.kit.actor import Plain
from liaison.kit.errors import Invalid
from liaison.kit.pace import PACES, Pace
from liaison.tickets.words import Wish
from liaison.widget import puzzles
from liaison.widget.doors import BEGINNING, SAYING, Asked, Known, stranger, visitor
from liaison.widget.proving import proof_of
from liaison.widget.views.filing import enclosed

ASKED = (Wish.MAIL.value, Wish.CALL.value)
MAILING = Pace(6, 3600)  # From one place.
PREVIEWING = Pace(60, 60)  # One visitor; a page tells once a second at most.


@stranger("POST")
def begin(asked: Asked) -> dict[str, Any]:
    """Begin a chat with its first words; a visitor who is known by their token begins another one.

    The token is made by the visitor's page, so that a beginning whose answer was lost is not two visitors.
    """
    known, token = queries.visitor_with(asked.token), asked.token
    if known is None or known.site_id != asked.site.pk:
        if not PACES.takes("begin", asked.place, BEGINNING):
            raise errors.TooMany
        puzzles.check(asked.site, asked.text("stamp", most=300), asked.text("number", most=40))
        known, token = _admitted(asked, token="" if known else token)
    _hasten(known)
    known.site = asked.site
    chat = actions.begin(known, key=asked.text("key"), text=asked.text("text", most=6000))
    if visit := queries.visit_with(asked.text("visit", most=100).removeprefix(ONLOOKS), site=asked.site):
        actions.speaks_at(visit, chat)
    return {"token": token, "chat": chat.ref, **_now(chat, known)}


def _admitted(asked: Asked, *, token: str) -> tuple[Visitor, str]:
    """Whoever speaks here for the first time; a signed-in customer who has chatted on another device is the same."""
    proof = proof_of(asked.text("identity", most=4000), site=asked.site)
    before = queries.signed_in(asked.site, proof.subject) if proof and token else None
    if before:
        actions.admit_elsewhere(before, token=token)
        return before, token
    return actions.admit(asked.site, _introduction(asked), proof=proof, token=token)


@stranger("POST")
def found(asked: Asked) -> dict[str, Any]:
    """The chat which a signed-in customer has going on another device; from now on it is there on this one, too."""
    proof = proof_of(asked.text("identity", most=4000), site=asked.site)
    known = queries.signed_in(asked.site, proof.subject) if proof else None
    chat = queries.chat_of(known) if known else None
    if known is None or chat is None or chat.standing == Standing.ENDED:
        return {}
    actions.admit_elsewhere(known, token=asked.token)
    return {"chat": chat.ref}


@visitor("POST")
def say(asked: Known) -> dict[str, Any]:
    """Say something. The answer means: it is kept."""
    _hasten(asked.visitor)
    actions.say(
        asked.chat, key=asked.text("key"), text=asked.text("text", most=6000), enclosed=enclosed(asked)
    )
    return {"kept": asked.text("key")}


@visitor("GET", "POST")
def look(asked: Known) -> dict[str, Any]:
    """How the chat stands, and what was said after a message."""
    actions.looks(asked.chat)
    after = asked.request.GET.get("after", "0")
    number = int(after) if after.isdecimal() and len(after) < 19 else asked.number("after")
    return _now(asked.chat, asked.visitor, after=number or asked.number("after"))


@visitor("POST")
def preview(asked: Known) -> dict[str, Any]:
    """What is typed and not sent yet, from pages of sites which say that they show it."""
    if not PACES.takes("preview", asked.visitor.handle, PREVIEWING):
        raise errors.TooMany
    actions.preview(asked.chat, asked.text("text", most=500))
    return {}


@visitor("POST")
def see(asked: Known) -> dict[str, Any]:
    """Everything up to a message was seen."""
    actions.see(asked.chat, asked.number("message"))
    return {}


@visitor("POST")
def end(asked: Known) -> dict[str, Any]:
    """The visitor has said everything."""
    actions.end(asked.chat, by=Plain(asked.visitor.ref))
    return {}


@visitor("POST")
def leave_word(asked: Known) -> dict[str, Any]:
    """Nobody was there: where the answer shall go."""
    wish = asked.text("wish")
    if wish not in ASKED:
        raise Invalid(field="wish", problem=", ".join(ASKED))
    actions.leave_word(asked.chat, Wish(wish), asked.text("to"), by=Plain(asked.visitor.ref))
    return {}


@visitor("POST")
def transcript(asked: Known) -> dict[str, Any]:
    """Send everything by mail."""
    if not PACES.takes("transcript", asked.place, MAILING):
        raise errors.TooMany
    actions.send_transcript(asked.chat, asked.text("to"))
    return {}


def _introduction(asked: Asked) -> Introduction:
    agreed = asked.said.get("agreed") is True
    return Introduction(
        name=asked.text("name", most=120),
        address=asked.text("address", most=320),
        language=get_language() or "",
        page=asked.text("page"),
        referrer=asked.text("referrer"),
        campaign=asked.text("campaign", most=200),
        answers=_answers(asked.said.get("answers")),
        agreed=agreed,
    )


def _answers(given: object) -> dict[str, str]:
    pairs = given.items() if isinstance(given, dict) else ()
    return {str(name): value.replace("\0", "") for name, value in pairs if isinstance(value, str)}


def _hasten(who: Visitor) -> None:
    if not PACES.takes("say", who.handle, SAYING):
        raise errors.TooMany


def _now(chat: Chat, who: Visitor, *, after: int = 0) -> dict[str, Any]:
    looks = queries.outlook(chat.site, chat=chat)
    return {
        "chat": chat.ref,
        "standing": Standing.MISSED if chat.standing == Standing.LEFT else chat.standing,
        "with": queries.served_by(chat),
        "seen": queries.seen_by_team(chat),
        "address": bool(who.address),
        "place": looks.place,
        "minutes": looks.minutes,
        "open": looks.open and looks.ready > 0,
        "opens_at": looks.opens_at.isoformat() if looks.opens_at else None,
        "lines": [as_told(line) for line in queries.lines(chat, visitor=who, after=after)],
    }
