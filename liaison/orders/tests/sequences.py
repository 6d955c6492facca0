"""Somebody who asks a desk for anything, in any order: commands, releases, conditions, and time that passes."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from liaison.authority.actions import lapse, perform
from liaison.authority.catalogue import make
from liaison.authority.commands import Release, Return
from liaison.authority.models import Approval
from liaison.authority.words import Command, Done, Outcome, Refused, Waiting
from liaison.kit import clock
from liaison.kit.errors import NotFound
from liaison.orders.models import Line, Order, Request
from liaison.orders.tests import held
from liaison.orders.tests.held import asked, everything
from liaison.orders.tests.shop import Shop
from liaison.orders.words import Status
from liaison.team.models import Member

WHICH = st.integers(0, 1)
PLACES = st.sampled_from([0, 0, 0, 1, 1, 2])
PIECES = st.sampled_from([1, 1, 1, 2, 2, 0, 3])
CENTS = st.integers(-100, 9000).map(lambda cents: Decimal(cents) / 100)
WAITING_CENTS = st.integers(1001, 7550).map(lambda cents: Decimal(cents) / 100)
METHODS = st.sampled_from(["card", "gift", "paypal", ""])
VARIANTS = st.sampled_from(["blue", "blue", "red", "light", "gone"])
ASKERS = st.sampled_from(["bo", "bo", "bo", "ana"])
ANSWERERS = st.sampled_from(["ana", "ana", "ada", "ada", "bo", "cleo", "tess"])
MINUTES = st.sampled_from([0, 0, 20, 65, 130, 1500])
SHARES = st.sampled_from(["", "", "0.5", "0.5", "1.1"])
SUPERVISORS, ADMINISTRATORS = {"ana"}, {"ada"}
ONCE = {"orders.change_items", "orders.return", "orders.exchange"}


@dataclass
class Kept:
    """What was asked for and waits, as the test remembers it. stood: the order as it was."""

    approval: int
    by: str
    which: int
    kind: str
    amount: Decimal
    at: datetime
    stood: list[Any]


class Sequence(RuleBasedStateMachine):
    """One sequence. shop, orders: set before a run. seen: how often what came about, of all sequences together."""

    shop: ClassVar[Shop]
    orders: ClassVar[list[Order]]
    seen: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.begun = transaction.atomic()
        self.begun.__enter__()
        self.locks: Counter[tuple[int, str]] = Counter()
        self.waiting: list[Kept] = []
        self.released: set[int] = set()
        self.given: Counter[tuple[str, str, date]] = Counter()
        self.often: Counter[tuple[str, date]] = Counter()
        self.seen["sequences"] += 1

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.begun.__exit__(None, None, None)
        clock.come_back()

    @contextmanager
    def counted(self, by: str) -> Iterator[None]:
        """Remember what is given meanwhile, and by whom on which day."""
        before = held.moved()
        yield
        for kind, amount in (held.moved() - before).items():
            self.given[by, kind, held.today()] += amount
            self.often[by, held.today()] += kind == "compensation"

    def member(self, name: str) -> Member:
        """Somebody of the cast."""
        found: Member = getattr(self.shop.cast, name)
        return found

    def ask(self, name: str, which: int, *, by: str = "bo", **params: Any) -> Outcome:
        """Ask the gate; what is refused or waits changes nothing."""
        before = everything()
        with self.counted(by):
            told = perform(
                make(name, {"order": self.orders[which].pk, **params}),
                by=self.member(by),
            )
        self.seen[type(told).__name__.lower()] += 1
        if isinstance(told, Done):
            self.locks[which, name] += name in ONCE
        else:
            assert everything() == before, name
        return told

    def gate(self, command: Command, *, by: str) -> Outcome:
        """Perform it; to a stranger it does not exist, which is an answer too."""
        try:
            return perform(command, by=self.member(by))
        except NotFound as no:
            return Refused(no.sentence, no.name)

    def give(self, what: str, which: int, amount: Decimal, *, by: str, **more: Any) -> None:
        """Ask for money, and remember what waits for a release."""
        name = "orders.refund" if what == "refund" else "orders.compensate"
        params = {"amount": amount, "reason": "late", **more}
        told = self.ask(name, which, by=by, **params)
        if isinstance(told, Waiting):
            stood = held.as_it_stands(self.orders[which].pk)
            self.waiting.append(Kept(told.approval, by, which, what, amount, clock.now(), stood))

    def answer(self, kept: Kept, *, by: str, up_to: Decimal | None = None) -> None:
        """Have it released, perhaps up to an amount; whatever is not to be, is not done."""
        changes = {} if up_to is None else {"amount": str(up_to)}
        before, gone = everything(), held.moved()
        with self.counted(kept.by):
            told = self.gate(Release(approval=kept.approval, changes=changes), by=by)
        if not isinstance(told, Done):
            assert everything() == before
            name = getattr(told, "name", "")
            self.seen[f"release refused: {name}"] += 1
            if name in ("FactsChanged", "TooLate"):
                assert Approval.objects.get(pk=kept.approval).state == "lapsed"
            return
        self.seen["released" if up_to is None else "released up to"] += 1
        assert kept.approval not in self.released
        self.released.add(kept.approval)
        assert held.as_it_stands(self.orders[kept.which].pk) != kept.stood, "nothing was done"
        assert kept.by != by
        self._was_their_turn(kept, by)
        amount = kept.amount if up_to is None else up_to
        assert amount <= kept.amount
        assert held.moved() - gone == Counter({kept.kind: int(amount * 100)})

    def _was_their_turn(self, kept: Kept, by: str) -> None:
        """The supervisor until the deadline; the administrator when half of it is over or no supervisor can."""
        since = clock.now() - kept.at
        assert since <= timedelta(minutes=held.WITHIN)
        nobody_else = not SUPERVISORS - {kept.by}
        half = timedelta(minutes=held.WITHIN / 2)
        assert by in SUPERVISORS or (by in ADMINISTRATORS and (nobody_else or since >= half))

    def line(self, which: int, at: int) -> int:
        """Some line of an order, or of the other one."""
        lines = list(Line.objects.filter(order=self.orders[which]).order_by("position"))
        return lines[at].pk if at < len(lines) else Line.objects.exclude(order=self.orders[which])[0].pk

    def method(self, name: str) -> dict[str, int]:
        """A chosen method, or none."""
        return {"method": getattr(self.shop, name).pk} if name else {}

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        self.ask("orders.cancel", which, reason="no_longer_needed")

    @rule(which=WHICH, method=METHODS)
    def change_payment(self, which: int, method: str) -> None:
        self.ask("orders.change_payment", which, **(self.method(method) or {"method": 0}))

    @rule(
        name=st.sampled_from(["orders.change_items", "orders.exchange"]),
        which=WHICH,
        at=PLACES,
        quantity=PIECES,
        variant=VARIANTS,
        method=METHODS,
    )
    def change(self, name: str, which: int, at: int, quantity: int, variant: str, method: str) -> None:
        change = {
            "line": self.line(which, at),
            "variant": getattr(self.shop, variant).pk,
            "quantity": quantity,
        }
        self.ask(name, which, changes=[change], **self.method(method))

    @rule(which=WHICH, at=PLACES, quantity=PIECES, method=METHODS)
    def give_goods_back(self, which: int, at: int, quantity: int, method: str) -> None:
        pick = {"line": self.line(which, at), "quantity": quantity}
        self.ask("orders.return", which, lines=[pick], **self.method(method))

    @rule(which=WHICH, amount=CENTS, method=METHODS, by=ASKERS)
    def refund(self, which: int, amount: Decimal, method: str, by: str) -> None:
        self.give("refund", which, amount, by=by, to=[self.method(method)] if method else [])

    @rule(which=WHICH, amount=CENTS, kind=st.sampled_from(["goodwill", "credit", "voucher"]), by=ASKERS)
    def compensate(self, which: int, amount: Decimal, kind: str, by: str) -> None:
        self.give("compensation", which, amount, by=by, kind=kind)

    @rule(which=WHICH, step=st.sampled_from(["receive_return", "inspect", "settle", "refuse_request"]))
    def handle(self, which: int, step: str) -> None:
        request = Request.objects.filter(order=self.orders[which]).order_by("pk").last()
        self.ask(f"orders.{step}", which, request=request.pk if request else 0) if request else None

    @rule(which=WHICH, at=PLACES, back=st.booleans(), method=METHODS)
    def goods_come_back(self, which: int, at: int, back: bool, method: str) -> None:
        if back:
            self.give_goods_back(which, at, 1, method)
        else:
            self.change("orders.exchange", which, at, 1, "blue", method)
        for step in ("receive_return", "inspect", "settle"):
            self.handle(which, step)

    @rule(at=st.integers(0, 3), by=ANSWERERS, up_to=st.none() | CENTS)
    def release(self, at: int, by: str, up_to: Decimal | None) -> None:
        """Something that was asked for is released, maybe for the second time."""
        if self.waiting:
            self.answer(self.waiting[at % len(self.waiting)], by=by, up_to=up_to)

    @rule(at=st.integers(0, 3), by=ANSWERERS)
    def give_back(self, at: int, by: str) -> None:
        if self.waiting:
            before = everything()
            asked_for = self.waiting[at % len(self.waiting)].approval
            self.gate(Return(approval=asked_for, words="Not now."), by=by)
            assert everything() == before

    @rule(
        which=WHICH,
        amount=WAITING_CENTS,
        kind=st.sampled_from(["refund", "compensation"]),
        asker=ASKERS,
        meanwhile=st.sampled_from(["", "", "cancel", "other", "pay"]),
        minutes=MINUTES,
        by=ANSWERERS,
        share=SHARES,
    )
    def wait_for_an_answer(
        self,
        which: int,
        amount: Decimal,
        kind: str,
        asker: str,
        meanwhile: str,
        minutes: int,
        by: str,
        share: str,
    ) -> None:
        """It is asked for, something happens or time passes, and it is answered, twice."""
        before, up_to = (
            len(self.waiting),
            (amount * Decimal(share)).quantize(Decimal("0.01")) if share else None,
        )
        self.give(kind, which, amount, by=asker)
        self._meanwhile(meanwhile, which)
        self.time_passes(minutes, clockwork=bool(meanwhile))
        for kept in self.waiting[before:]:
            is_other = held.as_it_stands(self.orders[which].pk) != kept.stood
            known = set(self.released)
            self.answer(kept, by=by, up_to=up_to)
            assert not (is_other and self.released - known), "released after its facts changed"
            self.answer(kept, by="ana")

    def _meanwhile(self, what: str, which: int) -> None:
        if what == "cancel":
            self.cancel(which)
        elif what == "pay":
            self.change_payment(which, "gift")
        elif what == "other":
            self.refund(1 - which, Decimal(5), "", "bo")

    @rule(minutes=MINUTES, clockwork=st.booleans())
    def time_passes(self, minutes: int, clockwork: bool) -> None:
        clock.travel(timedelta(minutes=minutes))
        if clockwork:
            self.seen["lapsed"] += lapse()

    @invariant()
    def no_more_goes_back_than_was_paid(self) -> None:
        held.sums_hold()

    @invariant()
    def a_balance_is_what_its_ledger_says(self) -> None:
        ((balance, sums),) = asked(held.BALANCE, self.shop.gift.pk)
        assert balance == sums >= 0

    @invariant()
    def no_piece_is_lost_or_made(self) -> None:
        """The pieces on the shelf, and those in orders that were taken from it and not put back."""
        ((there, all_of_them),) = asked(held.GOODS, self.shop.stock.pk)
        assert there >= 0
        assert all_of_them == 3

    @invariant()
    def a_lock_is_passed_once(self) -> None:
        assert all(times <= 1 for times in self.locks.values())

    @invariant()
    def nobody_gives_more_than_their_limit(self) -> None:
        for (_by, kind, _day), amount in self.given.items():
            assert kind != "refund" or amount <= held.REFUNDS_A_DAY
        assert all(times <= held.GIFTS_A_DAY for times in self.often.values())

    @invariant()
    def the_running_totals_are_what_was_given(self) -> None:
        sums: Counter[tuple[str, str]] = Counter()
        for (by, kind, _day), amount in self.given.items():
            sums[self.member(by).ref, kind] += amount
        kinds = ("refund", "compensation")
        assert {(ref, k): n for ref, k, n in asked(held.TOTALS) if k in kinds} == +sums

    @invariant()
    def nothing_that_waited_is_done_twice(self) -> None:
        assert asked(held.DONE_TWICE) == []


def run(shop: Shop, number: int, *, begin: int | None = None) -> Counter[str]:
    """Run so many sequences in the transaction that is open. Return how often what came about.

    begin: where chance begins, so that several processes do not run the same.
    """
    Sequence.shop = shop
    Sequence.orders = [shop.order(), shop.order(Status.DELIVERED)]
    Sequence.seen = Counter()
    wanted = settings(
        max_examples=number,
        stateful_step_count=4,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    machine = Sequence if begin is None else seed(begin)(Sequence)
    run_state_machine_as_test(machine, settings=wanted)
    return Sequence.seen
