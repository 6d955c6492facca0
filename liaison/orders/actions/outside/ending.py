"""What became of it: done and done to our copy too, not done and nothing changed, or open for a person."""

import logging
from typing import Any

from django.db import transaction

from liaison.authority import catalogue
from liaison.authority.actions import take_back
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Plain
from liaison.kit.clock import now
from liaison.kit.errors import Refusal
from liaison.kit.rows import swap
from liaison.orders.actions import asking
from liaison.orders.actions.changing import For
from liaison.orders.actions.outside.asking import about
from liaison.orders.actions.shops import read_again
from liaison.orders.cases import Case
from liaison.orders.events import OutsideDone, OutsideEvent, OutsideFailed, OutsideOpen
from liaison.orders.models import Order, OutsideAction
from liaison.orders.words import OUTSIDE_OPEN, Outside
from liaison.tickets.actions import call_back

log = logging.getLogger(__name__)


@transaction.atomic
def finish(action: OutsideAction, *, reference: str = "", checked: bool = False) -> bool:
    """The shop has done it: our copy follows by the very same action. Tell whether it was open.

    checked: it was found out by asking. reference: what the shop calls it.
    """
    order = _close(action, Outside.DONE, reference=reference[:200])
    if order is None:
        return False
    action.request_id = _follow(action, order)
    action.save(update_fields=["request"])
    record(OutsideDone(**about(action), checked=checked), by=SYSTEM)
    read_again(action.shop, order)
    return True


def _follow(action: OutsideAction, order: Order) -> int | None:
    """Do it to our copy. What our copy refuses the next reading brings; the shop has done it all the same."""
    command: Any = catalogue.make(action.command, action.parameters)
    try:
        with transaction.atomic():
            done = command.act(Case(order, lock=True), who=For(by=Plain(action.by), ticket=action.ticket_id))
    except Refusal as no:
        log.warning("our copy of order %s could not follow its shop: %s", order.number, no.name)
        OutsideAction.objects.filter(pk=action.pk).update(why=no.kept)
        return None
    return int(done["request"])


@transaction.atomic
def fail(action: OutsideAction, *, why: str) -> bool:
    """It was not done, and will not be: what it would have given does not count. Tell whether it was open.

    why: a kept sentence.
    """
    order = _close(action, Outside.FAILED, why=why)
    if order is None:
        return False
    if action.decision is not None:
        take_back(action.decision)
    _tell(action, OutsideFailed)
    read_again(action.shop, order)
    return True


def _close(action: OutsideAction, state: Outside, **more: Any) -> Order | None:
    """End it, if it is open, and take back what was promised. Locks in the order of the gate: the order first."""
    order = Order.objects.select_for_update().get(pk=action.order_id)
    at = now()
    to = {"state": state, "due_at": None, "open_since": None, "moved_at": at, **more}
    if not swap(action, when={"state__in": OUTSIDE_OPEN}, to=to):
        return None
    if action.promised:
        asking.promise(order, -action.promised)
    action.order = order
    return order


@transaction.atomic
def open_for_a_person(action: OutsideAction, *, due_at: Any = None) -> None:
    """Nobody knows, and asking does not help: whoever has the ticket is called, once."""
    first = action.open_since is None
    to = {"due_at": due_at, "open_since": action.open_since or now()}
    if swap(action, when={"state": Outside.UNKNOWN}, to=to) and first:
        _tell(action, OutsideOpen)


def _tell(action: OutsideAction, said: type[OutsideEvent]) -> None:
    if action.ticket_id is not None:
        call_back(action.ticket_id)
    record(said(**about(action)), by=Plain(action.by))
