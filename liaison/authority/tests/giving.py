"""A command of these tests, which gives money away without a shop."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from liaison.authority.words import Command, Fact, FactType, Provision, Says, Spend, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import Refusal

STATUS: dict[int, str] = {}
"""The state of each order, which a test may change behind the back of the gate."""


class AlreadyGone(Refusal):
    """This order is gone already."""


@dataclass(frozen=True, kw_only=True)
class Give(Command):
    """Give money back. order: its number. amount: in euros. reason: why."""

    name = "shop.give"
    label = "Give money back"
    needs = "tickets.reply"
    ruled = True
    kinds = ("refund",)
    facts = (
        Fact(name="order.status", type=FactType.TEXT, label="State of the order"),
        Fact(name="refund.amount", type=FactType.MONEY, label="Amount"),
        Fact(name="refund.reason", type=FactType.TEXT, label="Reason"),
        Fact(name="customer.name", type=FactType.TEXT, label="Name of the customer", personal=True),
    )
    order: int = 1
    amount: Decimal = Decimal(10)
    reason: str = "late"
    ticket: int | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        refs = (f"ticket:{self.ticket}",) if self.ticket else ()
        return Subject(None, None, (*refs, f"order:{self.order}", "customer:5"))

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        return {
            "order.status": STATUS.get(self.order, "pending"),
            "refund.amount": int(self.amount * 100),
            "refund.reason": self.reason,
            "customer.name": "Mira Kask",
        }

    def spends(self, subject: Subject) -> tuple[Spend, ...]:
        about = ("customer:5", f"order:{self.order}")
        return (Spend(kind="refund", amount=int(self.amount * 100), currency="EUR", about=about),)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        if STATUS.get(self.order) == "gone":
            raise AlreadyGone
        return {"given": str(self.amount)}


def rule(says: str = "allow", condition: str = "", **more: Any) -> Provision:
    """A rule about it."""
    return Provision(
        **({"key": f"test.{says}", "command": "shop.give", "says": Says(says), "condition": condition} | more)
    )
