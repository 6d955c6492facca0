"""Returns and exchanges, from the asking to the settling."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison.authority.catalogue import command
from liaison.authority.words import Fact, Spend, Subject
from liaison.kit.actor import Actor
from liaison.orders import actions, facts, queries
from liaison.orders.actions import For
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand, answer
from liaison.orders.models import Request
from liaison.orders.reasons import WhyBack
from liaison.orders.shops.words import Verb
from liaison.orders.wishes import Change, Pick
from liaison.orders.words import Asked


@command
@dataclass(frozen=True, kw_only=True)
class Return(OrderCommand):
    """Enter that goods shall be given back; the money moves when they have come and were looked at.

    lines: line (id) and quantity. method: id of the method that gets the money; null for the way it was paid.
    """

    name = "orders.return"
    label = pgettext_lazy("goods", "Return")
    facts = (*facts.ORDER, *facts.LINES, *facts.METHOD, *facts.AMOUNT, *facts.REASON)
    lines: tuple[Pick, ...]
    method: int | None = None
    reason: WhyBack = ""

    def see_more(self, case: Case) -> dict[str, Any]:
        return {
            **facts.of_lines(case, self.lines),
            **facts.of_methods(case, facts.chosen(self.method), takes=Decimal(0)),
            **facts.of_amount(case, facts.worth(case, self.lines)),
            **facts.of_reason(self.reason, facts.REFUND_REASONS),
        }

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        request = actions.ask_return(case, self.lines, method=self.method, reason=self.reason, who=who)
        return answer(case, request, promised=str(case.order.money(request.amount).amount))


@command
@dataclass(frozen=True, kw_only=True)
class Exchange(OrderCommand):
    """Enter that goods shall be replaced by other variants; the difference moves when they have come.

    changes: line, variant (ids) and quantity, null for all of the line. method: id; null for the way it was paid.
    """

    name = "orders.exchange"
    label = _("Exchange")
    facts = (*facts.ORDER, *facts.CHANGES, *facts.METHOD)
    changes: tuple[Change, ...]
    method: int | None = None

    def see_more(self, case: Case) -> dict[str, Any]:
        return facts.of_changes(case, self.changes) | facts.of_methods(
            case, facts.chosen(self.method), takes=facts.difference(case, self.changes)
        )

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        request = actions.ask_exchange(case, self.changes, method=self.method, who=who)
        return answer(case, request, difference=str(case.order.money(-request.amount).amount))


@dataclass(frozen=True)
class RequestSubject:
    """An order as a command finds it, how we stand with who speaks, and what was asked for."""

    case: Case
    standing: Any
    request: Request


@dataclass(frozen=True, kw_only=True)
class RequestCommand(OrderCommand):
    """A command on what was asked for about an order. request: id."""

    needs: ClassVar[str] = "orders.handle_requests"
    facts: ClassVar[tuple[Fact, ...]] = (*facts.ORDER, *facts.REQUEST)
    request: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = super().find(by=by, lock=lock)
        request = queries.find_request(self.request, of=self.order, for_=by)
        return Subject(
            RequestSubject(found.row.case, found.row.standing, request), found.department, found.refs
        )

    def asked(self, case: Case) -> Request:
        """What was asked for."""
        return case.order.requests.get(pk=self.request)

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        return super().see(subject, by=by) | facts.of_request(subject.row.request, subject.row.case)

    def who(self, case: Case, *, by: Actor) -> For:
        """For whom and where it is done: told on the ticket on which it was asked for, if no other is named."""
        return For(by=by, ticket=self.ticket or self.asked(case).ticket_id)


@command
@dataclass(frozen=True, kw_only=True)
class ApproveRequest(RequestCommand):
    """Agree to a return or exchange. with_label: the label for sending it back goes out with it."""

    name = "orders.approve_request"
    label = _("Agree")
    with_label: bool = False

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        done = actions.approve(case, self.asked(case), label=self.with_label, who=who)
        return answer(case, done)


@command
@dataclass(frozen=True, kw_only=True)
class ReceiveReturn(RequestCommand):
    """Say that the goods came back."""

    name = "orders.receive_return"
    label = _("The goods are here")

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        return answer(case, actions.receive(case, self.asked(case), who=who))


@command
@dataclass(frozen=True, kw_only=True)
class InspectReturn(RequestCommand):
    """Say what of the goods is as it should be.

    accepted: line (id) and quantity; empty for all of them. restock: put them back on the shelves.
    """

    name = "orders.inspect"
    label = _("Inspected")
    accepted: tuple[Pick, ...] = ()
    restock: bool = True

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        done = actions.inspect(case, self.asked(case), self.accepted, restock=self.restock, who=who)
        return answer(case, done)


@command
@dataclass(frozen=True, kw_only=True)
class SettleRequest(RequestCommand):
    """Do what was asked for: the money moves, exchanged goods are replaced."""

    name = "orders.settle"
    label = _("Settle")
    kinds = ("settlement",)  # For goods that came back; a limit for refunds is about what is given without.

    def verb(self, case: Case) -> Verb:
        return Verb.REFUND if self.asked(case).kind == Asked.RETURN else Verb.EXCHANGE

    def spends(self, subject: Subject) -> tuple[Spend, ...]:
        return self.spend("settlement", subject, subject.row.request.amount)

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        return answer(case, actions.settle(case, self.asked(case), who=who))


@command
@dataclass(frozen=True, kw_only=True)
class RefuseRequest(RequestCommand):
    """Say no to what was asked for. reason: why, in a word that is kept."""

    name = "orders.refuse_request"
    label = _("Refuse")
    reason: str = ""

    def act(self, case: Case, *, who: For) -> dict[str, Any]:
        done = actions.refuse(case, self.asked(case), reason=self.reason, who=who)
        return answer(case, done)
