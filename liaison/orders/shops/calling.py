"""Calling a shop: whatever goes wrong on the way is Trouble, told apart by whether it can have been done."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from liaison.kit import web
from liaison.kit.errors import Refusal
from liaison.kit.sayings import say
from liaison.kit.web import Answer
from liaison.orders.shops.words import Later, NotDone, NotLetIn, Unsure

MOST: Final = 20 * 2**20  # Bytes of a page of orders with everything in them.
LONGEST_WAIT: Final = timedelta(hours=1)
SHOWN: Final = 300  # Characters of what a shop says, in a sentence of ours.


def call(
    url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, said: Any = None
) -> Answer:
    """Call a shop and return a clear answer: a yes, or a no that is not about who we are. said: sent as JSON.

    Raises Later when it was surely not done (nobody listens, asked to wait), Unsure when nobody knows (no answer in
    time, a broken one, a fault of theirs), NotLetIn.
    """
    sent = {"Accept": "application/json", **(headers or {})}
    body = b""
    if said is not None:
        body, sent["Content-Type"] = json.dumps(said, ensure_ascii=False).encode(), "application/json"
    try:
        answer = web.ask(url, method=method, headers=sent, body=body, most=MOST)
    except ConnectionRefusedError as dead:
        raise Later(say("Nobody listens at the address of the shop.")) from dead
    except Refusal as no:
        raise Later(no.kept) from no
    except TimeoutError as slow:
        raise Unsure(say("The shop did not answer in time.")) from slow
    except web.NotAnUrl as wrong:
        raise NotDone(say("The address of the shop cannot be understood.")) from wrong
    except OSError as broken:
        raise Unsure(say("The line to the shop broke (%(why)s).", why=broken)) from broken
    return _clear(answer)


def _clear(answer: Answer) -> Answer:
    if answer.status == 429:
        why = say("The shop takes no more requests at the moment.")
        raise Later(why, wait=wait_of(answer.headers.get("retry-after", "")))
    if answer.status >= 500 or answer.status in (408, 425):
        why = say("The shop has a fault of its own (%(status)s).", status=answer.status)
        raise Unsure(why, body=answer.body)
    if answer.status in (401, 403):
        raise NotLetIn(say("The shop does not accept our keys. An administrator must enter new ones."))
    return answer


def wait_of(said: str) -> timedelta | None:
    """How long a Retry-After asks for, in seconds; dates are not sent by shops."""
    try:
        return min(timedelta(seconds=max(float(said), 0)), LONGEST_WAIT)
    except (ValueError, OverflowError):
        return None


def refused(why: str) -> NotDone:
    """The shop said no, in its own words."""
    return NotDone(say("The shop refused it: “%(why)s”.", why=why[:SHOWN]))


def parsed(answer: Answer) -> Any:
    """The JSON of an answer, whatever it is. Raises Unsure for anything else: a page of a proxy, half an answer."""
    try:
        return json.loads(answer.body)
    except ValueError:
        raise Unsure(say("The shop answered with something else than JSON.")) from None
