"""Taking an order by phone, in a chat or at the counter."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Fact, FactType, Subject
from liaison.customers.queries import default_address, exists, is_account
from liaison.customers.verified import Standing
from liaison.customers.words import Postal, Yes
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.kit.money import minor
from liaison.orders import actions, facts, queries
from liaison.orders.actions import For, Taken
from liaison.orders.cases import Case
from liaison.orders.models import Order
from liaison.orders.permissions import SEE
from liaison.orders.queries import Quoted
from liaison.orders.wishes import Wanted
from liaison.orders.words import Status


@dataclass(frozen=True)
class Draft:
    """An order that is not taken yet: the case of one with no lines and no payments."""

    case: Case
    standing: Standing
    quoted: Quoted
    address: Postal | None
    by_voucher: Decimal = Decimal(0)


@command
@dataclass(frozen=True, kw_only=True)
class Quote(Command):
    """Say what an order would cost, explained line by line. Nothing is kept of it.

    items: variant (id) and quantity. delivered: false for what is taken along.
    """

    name = "orders.quote"
    label = _("Quote")
    needs = SEE
    private = True
    items: tuple[Wanted, ...]
    delivered: bool = True

    def find(self, *, by: Actor, lock: bool) -> Subject:
        queries.must_see_orders(by)
        return Subject()

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return queries.quote(self.items, delivered=self.delivered, for_=by).plain()


@command
@dataclass(frozen=True, kw_only=True)
class Place(Command):
    """Take an order for an account. account: id. customer: id of who orders, null if nobody is named.

    items: variant (id) and quantity. address: where it goes; null for the customer's own. delivered: false for what is
    taken along. method: id of who pays; null to be asked for by invoice. voucher: code of one of the account's, which
    pays as much as is left of it. yes: the customer's explicit yes.
    """

    name = "orders.place"
    label = _("Take an order")
    ruled = True
    consequence = True
    facts = (
        *facts.ORDER,
        *facts.METHOD,
        *facts.AMOUNT,
        *facts.ADDRESS,
        Fact(name="voucher.given", type=FactType.FLAG, label=_("A voucher is spent")),
        Fact(name="voucher.amount", type=FactType.MONEY, label=_("What the voucher pays")),
        Fact(name="items.available", type=FactType.FLAG, label=_("Everything that is wanted is available")),
    )
    account: int
    customer: int | None = None
    items: tuple[Wanted, ...]
    address: Postal | None = None
    delivered: bool = True
    method: int | None = None
    voucher: str = ""
    ticket: int | None = None
    yes: Yes | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        queries.must_see_orders(by)
        if not is_account(self.account) or (self.customer is not None and not exists(self.customer)):
            raise NotFound
        quoted = queries.quote(self.items, delivered=self.delivered, for_=by)
        order = Order(
            account_id=self.account,
            customer_id=self.customer,
            status=Status.PENDING,
            currency=quoted.currency,
            placed_at=now(),
        )
        standing = Standing(self.ticket, self.yes, customer=self.customer, by=by)
        refs = [*standing.refs, f"account:{self.account}"]
        refs += [f"customer:{self.customer}"] if self.customer is not None else []
        draft = Draft(Case.draft(order), standing, quoted, self._address(), self._by_voucher(quoted))
        return Subject(draft, standing.department, tuple(refs))

    def _by_voucher(self, quoted: Quoted) -> Decimal:
        """What the voucher would pay. Raises what `queries.voucher_of` does."""
        if not self.voucher:
            return Decimal(0)
        found = queries.voucher_of(self.account, self.voucher, currency=quoted.currency)
        return min(found.remainder, quoted.total.amount)

    def _address(self) -> Postal | None:
        if not self.delivered:
            return None
        own = default_address(self.customer) if self.customer is not None else None
        return self.address or own or Postal()

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        draft: Draft = subject.row
        case, total = draft.case, draft.quoted.total.amount
        return {
            **facts.of_order(case, draft.standing),
            **facts.of_methods(case, facts.chosen(self.method), takes=total - draft.by_voucher),
            "voucher.given": bool(self.voucher),
            "voucher.amount": minor(draft.by_voucher, draft.quoted.currency),
            **facts.of_amount(case, total),
            "order.total": draft.quoted.total.minor,
            "order.lines": len(draft.quoted.pieces),
            "order.pieces": sum(n for _variant, n in draft.quoted.pieces),
            "address.complete": draft.address is None or draft.address.is_complete,
            "address.same": False,
            "items.available": all(case.is_available(variant, n) for variant, n in draft.quoted.pieces),
        }

    def run(self, subject: Subject, *, by: Actor) -> Any:
        draft: Draft = subject.row
        taken = Taken(
            account=self.account,
            customer=self.customer,
            quoted=draft.quoted,
            address=draft.address,
            method=self.method,
            voucher=self.voucher,
        )
        case, invoice = actions.place(taken, who=For(by=by, ticket=self.ticket))
        return {
            "order": case.order.pk,
            "number": case.order.number,
            "status": case.order.status,
            "paid": str(case.order.money(case.order.paid).amount),
            "due": str(case.order.money(max(case.total - case.order.paid, Decimal(0))).amount),
            "invoice": invoice.number,
            **draft.quoted.plain(),
        }
