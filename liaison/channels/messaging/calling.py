"""Calling a provider: whatever goes wrong on the way is a NotSent with a sentence, and says when to try again."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from liaison.channels.messaging.errors import TimeIsOver, TimeIsOverButForTemplates
from liaison.channels.words import NotSent, Side
from liaison.kit import web
from liaison.kit.errors import Refusal
from liaison.kit.sayings import say
from liaison.kit.web import Answer

LONGEST_WAIT: Final = timedelta(hours=6)


def call(
    url: str,
    *,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
    said: Mapping[str, Any] | None = None,
    body: bytes = b"",
    most: int = web.MOST,
) -> Answer:
    """Call a provider and return its answer, be it a yes or a no. said: what is sent as JSON, in place of a body.

    Raises NotSent, to be tried again, when nobody answers, when it asks us to wait, or when it is ill itself.
    """
    sent = dict(headers or {})
    if said is not None:
        body, sent["Content-Type"] = as_json(said), "application/json"
    try:
        answer = web.ask(url, method=method, headers=sent, body=body, most=most)
    except TimeoutError as slow:
        why = say("The provider did not answer in time.")
        raise NotSent(why, for_good=False, side=Side.OUT) from slow
    except OSError as dead:
        why = say("The provider could not be reached (%(why)s).", why=dead)
        raise NotSent(why, for_good=False, side=Side.OUT) from dead
    except Refusal as no:
        raise NotSent(no.sentence, for_good=False, side=Side.OUT) from no
    if answer.status == 429:
        raise busy(answer)
    if answer.status >= 500:
        why = say("The provider has a fault of its own (%(status)s).", status=answer.status)
        raise ill(why, later=_wait(answer.headers.get("retry-after", "")))
    return answer


def as_json(said: Mapping[str, Any]) -> bytes:
    """JSON as it travels."""
    return json.dumps(said, ensure_ascii=False).encode()


def busy(answer: Answer) -> NotSent:
    """The provider asks us to be slower, in a header or in the body as Telegram does."""
    inside = answer.json().get("parameters")
    said = inside.get("retry_after") if isinstance(inside, dict) else None
    wait = _wait(answer.headers.get("retry-after", "") or str(said))
    why = say("The provider takes no more messages at the moment; this one is sent later.")
    return NotSent(why, for_good=False, later=wait, side=Side.OUT)


def ill(why: str = "", *, later: timedelta | None = None) -> NotSent:
    """The provider has a fault of its own. why: a sentence, if it says more."""
    why = why or say("The provider has a fault of its own; this is sent again.")
    return NotSent(why, for_good=False, later=later, side=Side.OUT)


def locked(why: str) -> NotSent:
    """The provider lets us send nothing at all, in its own words: the account is restricted, or not paid for."""
    return NotSent(
        say("The provider has restricted our account: “%(why)s”.", why=why), for_good=True, side=Side.OUT
    )


def elsewhere(why: str) -> NotSent:
    """What customers say does not reach us."""
    return NotSent(why, for_good=True, side=Side.IN)


def refused(why: str) -> NotSent:
    """The provider said no, in its own words, and will say so again."""
    return NotSent(say("The provider refused this message: “%(why)s”.", why=why), for_good=True)


def not_signed_in() -> NotSent:
    """The provider does not know us. It is tried again: somebody may enter a new token in the meantime."""
    why = say("The provider does not accept our access token. An administrator must enter a new one.")
    return NotSent(why, for_good=False, side=Side.ACCOUNT)


def nobody_there(to: str) -> NotSent:
    """Whoever it is for cannot be reached."""
    return NotSent(say("%(address)s cannot be reached there.", address=to), for_good=True)


def no_link() -> NotSent:
    """The provider fetches files from us, and we have no address on the internet."""
    why = say(
        "This provider fetches files from the desk, which has no public address. An administrator can set one."
    )
    return NotSent(why, for_good=True)


def too_late(*, templates: bool) -> NotSent:
    """The time in which we may answer is over; the sentence says what is possible instead."""
    over = TimeIsOverButForTemplates() if templates else TimeIsOver()
    return NotSent(over.kept, for_good=True)


def _wait(said: str) -> timedelta | None:
    """How long a Retry-After asks for; dates are not sent by these providers."""
    try:
        return min(timedelta(seconds=float(said)), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None
