"""Carrying it out: written down before it is sent, and found again whenever whoever sent it dies.

Whoever is at one holds a lock of the database's session on it. A session ends with its process, so that one which is
being sent and held by nobody was left by somebody who died; nothing has to be guessed from clocks.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.kit.sayings import say
from liaison.orders import queries
from liaison.orders.actions.outside.ending import fail, finish, open_for_a_person
from liaison.orders.actions.shops import note
from liaison.orders.actions.waking import wake
from liaison.orders.models import OutsideAction
from liaison.orders.shops.protocol import Shop
from liaison.orders.shops.words import Became, Deed, Later, NotDone, NotLetIn, Trouble, Unsure
from liaison.orders.words import Outside

log = logging.getLogger(__name__)

MOST_TRIES: Final = 8
SOON: Final = timedelta(seconds=2)
LONGEST: Final = timedelta(minutes=10)
ASKED_IN_VAIN: Final = 4
"""So often a shop may fail to tell what became of it before a person is called; it is asked on all the same."""
AT_ONCE: Final = 200
LOCKS: Final = 13  # Of these locks among all of ours.


def carry_out(action_id: int) -> None:
    """Do what is due about one: send it, or ask what became of it. Whatever happens is written down."""
    with _held(action_id) as alone:
        action = OutsideAction.objects.select_related("shop", "order").filter(pk=action_id).first()
        if not alone or action is None:
            return
        if action.state == Outside.DOING:
            suspect(action, why=say("The desk was stopped while this was being done."))
        if action.due_at is None or action.due_at > now():
            return
        if action.state == Outside.ASKED:
            _send(action)
        elif action.state == Outside.UNKNOWN:
            check(action)


@contextmanager
def _held(action_id: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock(hashtextextended(%s, %s))", [f"outside {action_id}", LOCKS]
        )
        (alone,) = cursor.fetchone()
    try:
        yield bool(alone)
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_unlock(hashtextextended(%s, %s))", [f"outside {action_id}", LOCKS]
                )


def _send(action: OutsideAction) -> None:
    at = now()
    # Committed before anything leaves: what was sent and is not known of could be sent twice.
    with transaction.atomic(durable=True):
        to = {"state": Outside.DOING, "tries": action.tries + 1, "tried_at": at, "moved_at": at, "why": ""}
        if not swap(action, when={"state": Outside.ASKED}, to=to):
            return
    try:
        done = queries.adapter(action.shop).do(Deed.of(action.deed))
    except Trouble as no:
        _troubled(action, no)
    except Exception:
        log.exception("outside action %s could not be carried out", action.pk)
        suspect(action, why=say("The desk itself failed while this was being done; its log tells more."))
    else:
        finish(action, reference=done.reference)


def _troubled(action: OutsideAction, no: Trouble) -> None:
    if isinstance(no, NotLetIn):
        note(action.shop, wrong=no.why)
    if isinstance(no, NotDone):
        fail(action, why=no.why)
    elif isinstance(no, Later):
        _put_off(action, no)
    else:
        suspect(action, why=no.why, final=isinstance(no, Unsure) and no.final)


def _put_off(action: OutsideAction, no: Later) -> None:
    """It was surely not done, and is sent again later; for so long that somebody may mend the shop meanwhile."""
    if action.tries >= MOST_TRIES:
        fail(action, why=no.why)
        return
    wait = no.wait if no.wait is not None else min(SOON * 2**action.tries, LONGEST)
    swap(
        action,
        when={"state": Outside.DOING},
        to={"state": Outside.ASKED, "due_at": now() + wait, "moved_at": now(), "why": no.why},
    )


def suspect(action: OutsideAction, *, why: str, final: bool = False) -> None:
    """Nobody knows whether it was done: the shop is asked. final: it is not sent again whatever the shop finds."""
    at = now()
    to = {
        "state": Outside.UNKNOWN,
        "due_at": at,
        "moved_at": at,
        "why": why,
        "repeats": action.repeats and not final,
    }
    swap(action, when={"state": Outside.DOING}, to=to)


def check(action: OutsideAction) -> None:
    """Ask the shop what became of it."""
    at = now()
    swap(action, when={"state": Outside.UNKNOWN}, to={"checks": action.checks + 1, "checked_at": at})
    shop = queries.adapter(action.shop)
    try:
        found = shop.check(Deed.of(action.deed))
    except Trouble as no:
        _in_vain(action, no)
        return
    if found.became is Became.DONE:
        finish(action, reference=found.reference, checked=True)
    elif found.became is Became.NOT_DONE:
        _not_found(action, shop)
    else:
        open_for_a_person(action)


def _in_vain(action: OutsideAction, no: Trouble) -> None:
    later = now() + min(SOON * 2 ** min(action.checks, 10), LONGEST)
    swap(action, when={"state": Outside.UNKNOWN}, to={"due_at": later, "why": no.why})
    if action.checks >= ASKED_IN_VAIN:
        open_for_a_person(action, due_at=later)


def _not_found(action: OutsideAction, shop: Shop) -> None:
    """The shop knows nothing of it. It may only be under way still: a shop that cannot tell twins says how long."""
    wait = shop.may_repeat(Deed.of(action.deed).verb)
    if wait is None or not action.repeats or action.tries >= MOST_TRIES:
        open_for_a_person(action)
        return
    ready = (action.tried_at or action.asked_at) + wait
    if ready > now():
        swap(action, when={"state": Outside.UNKNOWN}, to={"due_at": ready})
        return
    at = now()
    again = {"state": Outside.ASKED, "due_at": at, "moved_at": at, "open_since": None}
    if swap(action, when={"state": Outside.UNKNOWN}, to=again):
        wake()


def due_now(*, left: bool) -> list[int]:
    """The ids of those about which something is to be done, the longest due first.

    left: also those which are being done; if whoever does them lives, nothing happens to them.
    """
    waits = Q(state__in=(Outside.ASKED, Outside.UNKNOWN), due_at__lte=now())
    rows = OutsideAction.objects.filter(waits | Q(state=Outside.DOING) if left else waits)
    return list(rows.order_by("due_at", "id").values_list("pk", flat=True)[:AT_ONCE])
