"""A command on an order that is kept in a shop outside asks the shop, and our copy follows when it has done it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from liaison.authority.models import Given, Total
from liaison.authority.words import Done, Refused
from liaison.journal.models import Entry
from liaison.kit import web
from liaison.kit.clock import now
from liaison.orders.actions import outside
from liaison.orders.models import OutsideAction
from liaison.orders.tests.outside import PROVIDERS, Provider, There
from liaison.orders.tests.shop import Shop
from liaison.orders.words import Outside, Status

ORDER = 5001
pytestmark = pytest.mark.django_db
WOOCOMMERCE = pytest.mark.parametrize("kind", ["woocommerce"])  # It knows no keys of ours.


@pytest.fixture(params=PROVIDERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def provider(kind: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))
    with PROVIDERS[kind]() as made:
        made.place(ORDER)
        yield made


@pytest.fixture
def there(shop: Shop, kind: str, provider: Provider) -> There:
    return There.connected(shop, kind, provider.typed)


def kinds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("kind", flat=True))


def long_ago(action: OutsideAction) -> None:
    """The try lies so far back that nothing of it can come any more."""
    past = now() - timedelta(hours=1)
    OutsideAction.objects.filter(pk=action.pk).update(tried_at=past, due_at=past)


def test_it_is_asked_in_the_same_transaction_and_nothing_has_changed_yet(
    there: There, provider: Provider
) -> None:
    done = there.refund()

    assert isinstance(done, Done)
    assert done.result["state"] == "asked"
    assert done.result["refunded"] == "0.00"
    assert done.result["refundable"] == "63.00"  # It is promised, so nobody gives it once more.
    assert there.action.state == Outside.ASKED
    assert there.action.decision == done.decision
    assert not provider.asked
    assert kinds()[-1] == "orders.outside_asked"


def test_when_the_shop_has_done_it_our_copy_follows(there: There, provider: Provider) -> None:
    there.refund()

    action = there.carry_out()

    assert action.state == Outside.DONE
    assert action.request is not None
    assert provider.given_back(ORDER) == Decimal("12.50")
    order = there.read()
    assert (order.refunded, order.promised) == (Decimal("12.50"), 0)
    assert kinds()[-2:] == ["orders.refunded", "orders.outside_done"]


def test_a_cancelled_order_is_cancelled_there_and_the_whole_amount_given_back(
    there: There, provider: Provider
) -> None:
    there.cancel()

    assert there.carry_out().state == Outside.DONE
    assert provider.status(ORDER) == "cancelled"
    assert provider.given_back(ORDER) == Decimal("75.50")
    order = there.read()
    assert (order.status, order.refunded, order.refundable) == (Status.CANCELLED, Decimal("75.50"), 0)


def test_an_order_goes_elsewhere(there: There, provider: Provider) -> None:
    there.send_elsewhere()

    assert there.carry_out().state == Outside.DONE
    assert provider.city(ORDER) == "Tartu"
    assert there.read().postal.city == "Tartu"


def test_while_something_is_open_nothing_else_is_done_with_the_order(there: There) -> None:
    there.refund()

    second = there.cancel()

    assert isinstance(second, Refused)
    assert second.name == "OutsideUnderWay"
    assert OutsideAction.objects.count() == 1
    assert there.read().promised == Decimal("12.50")


def test_what_our_copy_would_refuse_is_refused_before_the_shop_is_asked(there: There) -> None:
    answer = there.refund("80")

    assert isinstance(answer, Refused)
    assert answer.name == "MoreThanPaid"
    assert not OutsideAction.objects.exists()
    assert there.read().promised == 0


def test_what_the_shop_refuses_changes_nothing_and_does_not_count(there: There, provider: Provider) -> None:
    provider.told.append("no")
    there.refund()
    there.ours.ticket.refresh_from_db()
    assert Total.objects.get(ref=there.order.ref, kind="refund").ever_amount == 1250

    action = there.carry_out()

    assert action.state == Outside.FAILED
    assert "locked by the warehouse" in action.why
    assert not provider.given_back(ORDER)
    order = there.read()
    assert (order.refunded, order.promised) == (0, 0)
    total = Total.objects.get(ref=there.order.ref, kind="refund")
    assert (total.ever_amount, total.ever_number, total.day_amount) == (0, 0, 0)
    assert sum(Given.objects.values_list("amount", flat=True)) == 0
    assert kinds()[-1] == "orders.outside_failed"
    there.ours.ticket.refresh_from_db()
    assert there.ours.ticket.unread


def test_a_busy_shop_is_asked_again(there: There, provider: Provider) -> None:
    provider.told.append("busy")
    there.refund()

    assert there.carry_out().state == Outside.ASKED
    assert there.carry_out().state == Outside.DONE
    assert provider.given_back(ORDER) == Decimal("12.50")


@pytest.mark.parametrize("wrong", ["lost", "rude", "silent"])
def test_what_was_done_without_an_answer_is_found_by_asking(
    there: There, provider: Provider, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "PATIENCE", timedelta(milliseconds=300))
    provider.told.append(wrong)
    there.refund()
    assert there.carry_out().state == Outside.UNKNOWN

    action = there.carry_out()

    assert action.state == Outside.DONE
    assert action.checked_at is not None
    assert provider.given_back(ORDER) == Decimal("12.50")
    assert there.read().refunded == Decimal("12.50")


def test_an_answer_that_comes_twice_is_one(there: There, provider: Provider) -> None:
    provider.told.append("twice")
    there.refund()

    assert there.carry_out().state == Outside.DONE
    assert there.read().refunded == Decimal("12.50")


@WOOCOMMERCE
def test_what_was_not_done_is_sent_again_only_when_the_first_can_come_no_more(
    there: There, provider: Provider
) -> None:
    provider.told.append("fault")
    there.refund()
    assert there.carry_out().state == Outside.UNKNOWN

    waiting = there.carry_out()
    assert waiting.state == Outside.UNKNOWN
    assert waiting.due_at is not None
    assert waiting.due_at > now() + timedelta(minutes=10)
    assert provider.given_back(ORDER) == 0

    long_ago(waiting)
    assert there.carry_out().state == Outside.ASKED
    assert there.carry_out().state == Outside.DONE
    assert provider.given_back(ORDER) == Decimal("12.50")


@WOOCOMMERCE
def test_a_cancelling_that_stopped_half_way_is_brought_to_its_end(there: There, provider: Provider) -> None:
    provider.told.extend(["", "fault"])  # The money went back, then the site broke.
    there.cancel()
    assert there.carry_out().state == Outside.UNKNOWN

    assert there.carry_out().state == Outside.DONE
    assert provider.status(ORDER) == "cancelled"
    assert provider.given_back(ORDER) == Decimal("75.50")


def test_what_was_being_done_when_we_died_is_asked_after(there: There, provider: Provider) -> None:
    there.refund()
    OutsideAction.objects.update(state=Outside.DOING, tries=1, tried_at=now())

    assert outside.due_now(left=True) == [there.action.pk]
    action = there.carry_out()

    assert action.state in (Outside.UNKNOWN, Outside.ASKED)  # Sent again only where the shop knows our key.
    assert action.checks == 1
    assert provider.given_back(ORDER) == 0


def test_a_shop_that_knows_our_keys_no_more_is_shown_as_not_working(there: There, provider: Provider) -> None:
    there.shop.sealed = '{"consumer_key": "other", "consumer_secret": "other", "token": "other"}'
    there.shop.save()
    there.refund()

    assert there.carry_out().state == Outside.FAILED
    there.shop.refresh_from_db()
    assert there.shop.wrong_since is not None
    assert provider.given_back(ORDER) == 0


def test_when_a_shop_cannot_be_asked_for_long_a_person_is_called(there: There, provider: Provider) -> None:
    provider.told.append("lost")
    there.refund()
    there.carry_out()
    provider.close()

    for _ in range(4):
        OutsideAction.objects.update(due_at=now())
        action = there.carry_out()

    assert action.state == Outside.UNKNOWN
    assert action.open_since is not None
    assert action.due_at is not None  # It is asked on all the same.
    assert kinds()[-1] == "orders.outside_open"


def test_what_a_shop_cannot_do_is_refused_with_a_reason(there: There) -> None:
    from liaison.orders.commands import ChangePayment

    answer = there.do(ChangePayment(**there.given(method=there.ours.paypal.pk)))

    assert isinstance(answer, Refused)
    assert answer.name == "NotDoneThere"
