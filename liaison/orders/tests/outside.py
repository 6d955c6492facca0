"""Orders of Mira's that are kept in a shop outside, which a stand-in plays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from liaison.authority.actions import perform
from liaison.authority.words import Outcome
from liaison.kit.actor import SYSTEM
from liaison.orders.actions import outside
from liaison.orders.actions.shops import connect
from liaison.orders.commands import Cancel, ChangeAddress, Refund
from liaison.orders.models import Order, OutsideAction, Shop
from liaison.orders.shops.generic import standin as generic
from liaison.orders.shops.woocommerce import standin as woocommerce
from liaison.orders.tests.shop import ELSEWHERE
from liaison.orders.tests.shop import Shop as Ours
from liaison.orders.words import Status

Provider = woocommerce.Provider | generic.Provider
PROVIDERS: Final[Mapping[str, type[Provider]]] = {
    "woocommerce": woocommerce.Provider,
    "generic": generic.Provider,
}


@dataclass
class There:
    """A shop outside with one order (75.50, paid by card), which we have a copy of."""

    ours: Ours
    shop: Shop
    order: Order

    @classmethod
    def connected(cls, ours: Ours, kind: str, typed: Mapping[str, str], *, order: str = "5001") -> "There":
        """Connect it, with a copy of one of its orders."""
        shop = connect(kind, "Northwind Shop", source="northwind", given=typed, by=SYSTEM)
        made = ours.order(Status.PENDING, source="northwind", external_id=order)
        return cls(ours, shop, made)

    def cancel(self, **more: Any) -> Outcome:
        """Bo cancels it on Mira's ticket."""
        return self.do(Cancel(**self.given(reason="no_longer_needed") | more))

    def refund(self, amount: str = "12.50", **more: Any) -> Outcome:
        """Bo gives a part back."""
        return self.do(Refund(**self.given(reason="late", amount=amount) | more))

    def send_elsewhere(self) -> Outcome:
        """Bo has it go elsewhere."""
        return self.do(ChangeAddress(**self.given(address=ELSEWHERE)))

    def given(self, **more: Any) -> dict[str, Any]:
        """The parameters of a command on the order."""
        return {"order": self.order.pk, "ticket": self.ours.ticket.pk, **more}

    def do(self, command: Any) -> Outcome:
        """Ask the gate."""
        return perform(command, by=self.ours.cast.bo)

    @property
    def action(self) -> OutsideAction:
        """What was asked of the shop last."""
        return OutsideAction.objects.latest("pk")

    def carry_out(self) -> OutsideAction:
        """Do what is due about it, as the job does."""
        outside.carry_out(self.action.pk)
        return self.action

    def read(self) -> Order:
        """The order as it is here now."""
        self.order.refresh_from_db()
        return self.order
