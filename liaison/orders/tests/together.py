"""Four representatives who press at the same moment on one order."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, Final

from django.db import connection

from liaison.authority.actions import perform
from liaison.authority.catalogue import make
from liaison.authority.words import Done, Outcome
from liaison.orders.models import Order, Request
from liaison.orders.tests.held import sums_hold
from liaison.orders.tests.shop import Shop
from liaison.tickets.tests.asking import again

WISHES: Final[Mapping[str, Mapping[str, Any]]] = {
    "orders.cancel": {"reason": "no_longer_needed"},
    "orders.change_items": {"changes": [{"line": "LINE", "variant": "BLUE"}]},
    "orders.refund": {"reason": "late", "amount": "40"},
    "orders.return": {"lines": [{"line": "LINE", "quantity": 2}]},
}
REASONS: Final = {"AlreadyCancelled", "AlreadyAskedFor", "MoreThanPaid", "RuleRefused"}


def ask_together(shop: Shop, order: Order, name: str, *, pool: ThreadPoolExecutor) -> list[str]:
    """Have four ask for the same at once, and look that one of them got it. Return the reasons of the others.

    pool: of four threads.
    """
    given = _filled(WISHES[name], {"LINE": shop.line(order), "BLUE": shop.blue.pk})
    cast = shop.cast
    who = [again(one) for one in (cast.bo, cast.ana, cast.ada, cast.bo)]
    ready = Barrier(4)

    def ask(number: int) -> Outcome:
        command = make(name, {"order": order.pk, **given})
        ready.wait()
        try:
            return perform(command, by=who[number])
        finally:
            connection.close()

    told = list(pool.map(ask, range(4)))
    assert sum(isinstance(one, Done) for one in told) == 1, told
    reasons = [getattr(one, "name", "waits") for one in told if not isinstance(one, Done)]
    assert set(reasons) <= REASONS, reasons
    assert all(getattr(one, "reason", "") for one in told if not isinstance(one, Done))
    assert Request.objects.filter(order=order).count() == 1
    sums_hold()
    return reasons


def _filled(value: Any, known: Mapping[str, int]) -> Any:
    """The same with names replaced by ids."""
    if isinstance(value, Mapping):
        return {name: _filled(one, known) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, known) for one in value]
    return known.get(value, value) if isinstance(value, str) else value
