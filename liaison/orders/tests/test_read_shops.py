"""What a shop outside tells comes in by reading it, as often as one likes and without doubles."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings

from liaison.customers.models import Customer
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.orders.actions import reading
from liaison.orders.actions.shops import connect
from liaison.orders.models import Line, Movement, Order, Product, Shop, Variant
from liaison.orders.shops.woocommerce.reading import PAGE
from liaison.orders.shops.woocommerce.standin import Provider
from liaison.orders.tests.outside import There
from liaison.orders.tests.shop import Shop as Ours
from liaison.orders.words import Outside, Status

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 10, tzinfo=UTC)


class Clock:
    """The clock of the shop, which stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))
    with Provider() as made:
        made.clock = Clock()
        stand = {"date_created_gmt": "2026-10-01T08:00:00", "date_modified_gmt": "2026-10-01T08:00:00"}
        made.products[1] = {
            "id": 1,
            "name": "Shirt",
            "description": "<p>Warm.</p>",
            "type": "variable",
            **stand,
        }
        red = {"name": "Colour", "option": "red"}
        made.variations[1] = [
            {
                "id": 11,
                "sku": "S-R",
                "price": "20.00",
                "status": "publish",
                "stock_status": "instock",
                "attributes": [red],
            }
        ]
        made.products[2] = {
            "id": 2, "name": "Lamp", "type": "simple", "price": "30.50", "status": "publish",
            "stock_status": "instock", "categories": [{"name": "Light"}], **stand,
        }  # fmt: skip
        made.customers[7] = {
            "id": 7,
            "first_name": "Mira",
            "last_name": "Kask",
            "email": "mira@example.com",
            **stand,
        }
        yield made


@pytest.fixture
def woo(provider: Provider) -> Shop:
    return connect("woocommerce", "Northwind Shop", source="northwind", given=provider.typed, by=SYSTEM)


def test_an_order_comes_in_with_its_customer_its_goods_and_its_money(provider: Provider, woo: Shop) -> None:
    provider.place(5001)

    assert reading.read_shop(woo)

    order = Order.objects.get(source="northwind", external_id="5001")
    assert (order.number, order.status, order.currency, order.paid) == (
        "W-5001",
        "pending",
        "EUR",
        Decimal("75.50"),
    )
    assert order.customer == Customer.objects.get(name="Mira Kask")
    assert (order.postal.city, order.postal.name) == ("Tallinn", "Mira Kask")
    lines = list(
        Line.objects.filter(order=order).order_by("position").values_list("variant__sku", "price", "quantity")
    )
    assert lines == [("S-R", Decimal(20), 2), ("", Decimal("30.50"), 1)]
    assert order.charges.get().amount == 5
    assert Product.objects.get(name="Shirt").text == "Warm."
    assert Variant.objects.get(external_id="11").options == {"Colour": "red"}


def test_reading_again_writes_nothing_new(provider: Provider, woo: Shop) -> None:
    provider.place(5001)
    reading.read_shop(woo)
    before = (Order.objects.count(), Movement.objects.count(), Line.objects.count(), Customer.objects.count())

    woo.seen = {}
    assert reading.read_shop(woo)

    assert before == (
        Order.objects.count(),
        Movement.objects.count(),
        Line.objects.count(),
        Customer.objects.count(),
    )


def test_only_what_was_changed_since_is_asked_for_page_by_page(provider: Provider, woo: Shop) -> None:
    for number in range(PAGE + 5):
        provider.clock.at = START - timedelta(minutes=number)  # type: ignore[attr-defined]
        provider.place(5001 + number)
    reading.read_shop(woo)
    assert Order.objects.count() == PAGE + 5

    provider.clock.at = START + timedelta(hours=1)  # type: ignore[attr-defined]
    provider.place(5001, status="completed", date_completed_gmt="2026-11-01T11:00:00")
    provider.asked.clear()
    reading.read_shop(woo)

    asked = [one for one in provider.asked if one.path.endswith("/orders")]
    assert [one.query["modified_after"] for one in asked] == ["2026-11-01T09:59:58"]
    assert Order.objects.get(external_id="5001").status == Status.DELIVERED


def test_a_refund_that_was_made_in_the_shop_itself_comes_in_once(provider: Provider, woo: Shop) -> None:
    order = provider.place(5001)
    reading.read_shop(woo)
    order["refunds"] = [{"id": 9, "reason": "Broken", "total": "-10.00"}]

    reading.read_order(woo, "5001")
    reading.read_order(woo, "5001")

    assert Order.objects.get(external_id="5001").refunded == 10


def test_a_refund_of_ours_is_not_counted_once_more(shop: Ours, provider: Provider) -> None:
    provider.place(5001)
    there = There.connected(shop, "woocommerce", provider.typed)
    there.refund()
    there.carry_out()

    reading.read_order(there.shop, "5001")

    assert there.read().refunded == Decimal("12.50")


def test_an_order_about_which_something_is_open_is_left_alone(shop: Ours, provider: Provider) -> None:
    provider.place(5001)
    there = There.connected(shop, "woocommerce", provider.typed)
    there.send_elsewhere()
    provider.orders[5001]["shipping"]["city"] = "Narva"

    reading.read_order(there.shop, "5001")

    assert there.read().postal.city == "Tallinn"


def test_what_was_read_before_an_action_ended_does_not_undo_it(shop: Ours, provider: Provider) -> None:
    provider.place(5001)
    there = There.connected(shop, "woocommerce", provider.typed)
    from liaison.orders.queries import adapter

    before, page = now(), adapter(there.shop).read_order("5001")
    there.send_elsewhere()
    there.carry_out()

    reading.take_in(there.shop, page, asked_at=before)

    assert there.read().postal.city == "Tartu"


def test_our_key_in_the_shop_tells_that_it_was_done(shop: Ours, provider: Provider) -> None:
    provider.place(5001)
    there = There.connected(shop, "woocommerce", provider.typed)
    provider.told.append("lost")
    there.refund()
    assert there.carry_out().state == Outside.UNKNOWN

    reading.read_order(there.shop, "5001")

    assert there.action.state == Outside.DONE
    assert there.read().refunded == Decimal("12.50")


def test_a_shop_that_does_not_answer_says_what_is_wrong_until_it_does(provider: Provider, woo: Shop) -> None:
    provider.told.clear()
    woo.address = "http://127.0.0.1:1"
    woo.save()

    assert not reading.read_shop(woo)

    woo.refresh_from_db()
    assert "Nobody listens" in woo.wrong
    woo.address = provider.url
    woo.save()
    assert reading.read_shop(woo)
    woo.refresh_from_db()
    assert woo.wrong == ""


def test_a_guest_is_known_by_their_address(provider: Provider, woo: Shop) -> None:
    provider.place(5001, customer_id=0)
    provider.place(5002, customer_id=0)

    reading.read_shop(woo)

    assert len(set(Order.objects.values_list("customer", flat=True))) == 1
