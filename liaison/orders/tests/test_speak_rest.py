"""A company's own system over REST: our own shape of it, and another one that is described in TOML."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

import liaison
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Invalid
from liaison.kit.standin import Says, StandIn
from liaison.orders.actions import reading
from liaison.orders.actions.shops import connect
from liaison.orders.models import Line, Movement, Order, OutsideAction, Variant
from liaison.orders.shops.generic.filling import filled, path_of, values_of
from liaison.orders.shops.generic.own import OWN
from liaison.orders.shops.generic.shape import Misshapen, shape_of
from liaison.orders.shops.generic.shop import Generic
from liaison.orders.shops.generic.standin import Provider
from liaison.orders.shops.words import Became, Deed, NotDone, Place, Unsure, Verb
from liaison.orders.tests.outside import There
from liaison.orders.tests.shop import Shop as Ours
from liaison.orders.words import Outside, Status

START = datetime(2026, 11, 1, 10, tzinfo=UTC)
DEED = Deed(
    verb=Verb.REFUND,
    key="k-1",
    order="a/../b?c",
    amount=Decimal("12.5"),
    currency="EUR",
    reason='late", "amount": "99',
)
THEIRS = """
hello = { path = "", name = "" }
why = "error.text"
[paging]
size = 2
page = "page"
since = ""
[products]
path = ""
[customers]
path = ""
[orders]
path = "/sales"
one = "/sales/{order}"
list = "data.rows"
[orders.fields]
external_id = "nr"
customer = "buyer"
customer_name = "buyer_name"
currency = { value = "EUR" }
status = { path = "state", words = { shipped = "processed", new = "pending" } }
changed = "touched"
[orders.lines]
list = "items"
fields = { price = { path = "cents", decimals = 2 }, quantity = "pieces" }
[deeds.refund]
path = "/sales/{order}/money"
body = { cents = "{amount:minor}", note = "{reason} ({key})" }
done = { path = "result", is = ["ok"] }
refused = { path = "result", is = ["never"] }
"""


class Theirs(StandIn):
    """Somebody's own shape, with three orders on two pages."""

    rows: tuple[dict[str, Any], ...] = tuple(
        {
            "nr": number,
            "buyer": 7,
            "buyer_name": "Mira Kask",
            "state": "new",
            "touched": 1793527200 - number,
            "items": [{"cents": 1999, "pieces": 2}],
        }
        for number in (1, 2, 3)
    )

    def answer(self, asked: Any) -> Says:
        page = int(asked.query.get("page", 1))
        return Says(said={"data": {"rows": self.rows[page * 2 - 2 : page * 2]}})


@pytest.fixture(autouse=True)
def _reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as made:
        stand = {"changed_at": "2026-10-01T08:00:00.000000Z"}
        red = {"id": "11", "sku": "S-R", "price": "20.00", "currency": "EUR", "options": {"Colour": "red"}}
        made.products[1] = {"id": "1", "name": "Shirt", "variants": [red], **stand}
        made.products[2] = {"id": "2", "name": "Lamp", "price": 30.5, "currency": "EUR", **stand}
        made.customers[7] = {"id": "7", "name": "Mira Kask", "email": "mira@example.com", **stand}
        yield made


@pytest.fixture
def theirs() -> Iterator[Theirs]:
    with Theirs() as made:
        yield made


def spoken_to(there: StandIn, differences: str = THEIRS) -> Generic:
    return Generic(Place(address=there.url, settings={"token": "t", "differences": differences}))


@pytest.mark.django_db
def test_an_order_comes_in_with_its_customer_its_goods_and_its_money_once(provider: Provider) -> None:
    provider.place(5001)
    shop = connect("generic", "Northwind Shop", source="northwind", given=provider.typed, by=SYSTEM)

    assert reading.read_shop(shop)
    shop.seen = {}
    assert reading.read_shop(shop)

    order = Order.objects.get(source="northwind")
    assert (order.number, order.status, order.paid) == ("G-5001", Status.PENDING, Decimal("75.50"))
    assert (order.customer.name, order.postal.city, order.charges.get().amount) == ("Mira Kask", "Tallinn", 5)
    lines = Line.objects.order_by("position").values_list("variant__sku", "price", "quantity")
    assert list(lines) == [("S-R", Decimal(20), 2), ("", Decimal("30.50"), 1)]
    assert Variant.objects.get(external_id="11").options == {"Colour": "red"}
    assert Movement.objects.count() == 1


@pytest.mark.django_db
def test_only_what_was_changed_since_is_asked_for_page_by_page(provider: Provider) -> None:
    for number in range(55):
        provider.clock = lambda number=number: START - timedelta(minutes=number)  # type: ignore[misc]
        provider.place(5001 + number)
    shop = connect("generic", "Northwind Shop", source="northwind", given=provider.typed, by=SYSTEM)

    reading.read_shop(shop)
    assert Order.objects.count() == 55
    provider.asked.clear()
    reading.read_shop(shop)

    asked = [one.query["changed_since"] for one in provider.asked if one.path == "/orders"]
    assert asked == ["2026-11-01T10:00:00.000000Z"]


@pytest.mark.django_db
def test_a_refund_of_ours_is_not_counted_once_more(shop: Ours, provider: Provider) -> None:
    provider.place(5001)
    there = There.connected(shop, "generic", provider.typed)
    there.refund()
    assert there.carry_out().state == Outside.DONE

    reading.read_order(there.shop, "5001")

    assert there.read().refunded == Decimal("12.50")


@pytest.mark.django_db
def test_what_was_not_done_is_sent_again_at_once_with_the_same_key(shop: Ours, provider: Provider) -> None:
    provider.place(5001)
    there = There.connected(shop, "generic", provider.typed)
    provider.told.append("fault")
    there.refund()

    states = [there.carry_out().state for _ in range(3)]

    assert states == [Outside.UNKNOWN, Outside.ASKED, Outside.DONE]
    keys = [one.headers["idempotency-key"] for one in provider.asked if one.method == "POST"]
    assert keys == [there.action.key] * 2
    assert provider.given_back(5001) == Decimal("12.50")


@pytest.mark.django_db
def test_without_a_promise_about_our_key_nothing_is_sent_twice_and_a_person_looks(
    shop: Ours, theirs: Theirs
) -> None:
    given = {"address": theirs.url, "token": "t", "differences": THEIRS}
    there = There.connected(shop, "generic", given)
    theirs.next.append(Says(500))
    there.refund()

    there.carry_out()
    action = there.carry_out()

    assert (action.state, action.open_since is not None) == (Outside.UNKNOWN, True)
    assert len([one for one in theirs.asked if one.method == "POST"]) == 1
    assert OutsideAction.objects.count() == 1


def test_another_shape_is_read_by_its_description_page_by_page(theirs: Theirs) -> None:
    shop = spoken_to(theirs)

    first = shop.read("orders", since=None)
    second = shop.read("orders", since=None, after=first.after)

    assert [row["external_id"] for page in (first, second) for row in page.rows["orders"]] == ["1", "2", "3"]
    assert second.after == ""
    assert first.rows["orders"][0]["status"] == Status.PENDING
    assert first.rows["lines"][0]["price"] == Decimal("19.99")
    assert first.until == datetime.fromtimestamp(1793527199, UTC)
    assert shop.can == {Verb.REFUND}


def test_a_word_of_theirs_that_nobody_explained_can_not_be_cancelled_any_more(theirs: Theirs) -> None:
    theirs.next.append(Says(said={"nr": 1, "buyer": 7, "state": "on the moon"}))

    assert spoken_to(theirs).read_order("1").rows["orders"][0]["status"] == Status.PROCESSED


def test_what_cannot_be_understood_is_said_with_its_field(theirs: Theirs) -> None:
    row = {"nr": 1, "buyer": 7, "state": "new", "items": [{"cents": "many", "pieces": 2}]}
    theirs.next.append(Says(said=row))

    with pytest.raises(NotDone, match=r"many.*price"):
        spoken_to(theirs).read_order("1")


def test_a_shop_that_takes_no_notice_of_pages_is_not_read_for_ever(theirs: Theirs) -> None:
    theirs.next.extend([Says(said={"data": {"rows": list(Theirs.rows)}})] * 2)
    shop = spoken_to(theirs)

    assert shop.read("orders", since=None).after == "2"
    assert shop.read("orders", since=None, after="2").after == ""


def test_the_token_goes_to_no_other_server(provider: Provider) -> None:
    provider.next.append(Says(said={"orders": [provider.place(5001)], "next": "https://elsewhere.example/x"}))

    with pytest.raises(NotDone, match="another server"):
        spoken_to(provider, "").read("orders", since=None)


def test_values_are_filled_in_as_values_and_never_as_text() -> None:
    values = values_of(DEED)

    said = filled({"sum": "{amount}", "cents": "{amount:minor}", "note": "{reason} ({key})"}, values)

    assert said == {"sum": "12.50", "cents": 1250, "note": 'late", "amount": "99 (k-1)'}
    assert path_of("/orders/{order}/refunds", values) == "/orders/a%2F..%2Fb%3Fc/refunds"
    assert path_of("/orders/{order}", values | {"order": ".."}) == "/orders/%2E%2E"


@pytest.mark.parametrize(
    ("result", "raised"), [("ok", None), ("never", NotDone), ("we will see", Unsure), (None, Unsure)]
)
def test_only_the_words_of_the_description_say_that_it_was_done(
    theirs: Theirs, result: str | None, raised: type[Exception] | None
) -> None:
    theirs.next.append(Says(said={"result": result}))

    if raised is None:
        assert spoken_to(theirs).do(DEED).became is Became.DONE
    else:
        with pytest.raises(raised):
            spoken_to(theirs).do(DEED)


@pytest.mark.parametrize("status", [303, 409])
def test_what_is_neither_a_yes_nor_a_no_is_not_known(theirs: Theirs, status: int) -> None:
    theirs.next.append(Says(status))

    with pytest.raises(Unsure):
        spoken_to(theirs).do(DEED)


@pytest.mark.parametrize(
    ("sign_in", "header", "value"),
    [
        ("bearer", "authorization", "Bearer me:pw"),
        ("basic", "authorization", "Basic bWU6cHc="),
        ("header", "x-api-key", "me:pw"),
    ],
)
def test_the_desk_signs_in_as_it_is_told(theirs: Theirs, sign_in: str, header: str, value: str) -> None:
    given = {"token": "me:pw", "sign_in": sign_in, "header": "X-API-Key", "differences": THEIRS}

    Generic(Place(address=theirs.url, settings=given)).read("orders", since=None)

    assert theirs.asked[0].headers[header] == value


@pytest.mark.parametrize(
    "wrong",
    [
        "no toml",
        "other = 1",
        'paging = { size = "many" }',
        'orders = { path = "@elsewhere.example/orders" }',
        'orders = { fields = { status = { words = "no" } } }',
        'deeds = { explode = { path = "/x" } }',
        'deeds = { refund = { path = "/x", body = { a = "{token}" } } }',
        'deeds = { refund = { path = "/x", repeat = true } }',
        'deeds = { refund = { path = "/x", ask = { path = "/all" } } }',
    ],
)
def test_a_description_that_is_none_is_refused_when_it_is_entered(wrong: str) -> None:
    with pytest.raises(Invalid) as no:
        Generic.must_be_right({"differences": wrong, "header": "X-API-Key"})
    assert no.value.field == "differences"


def test_deeds_of_ours_are_not_inherited_by_a_system_that_has_its_own() -> None:
    assert set(shape_of("")["deeds"]) == {"cancel", "refund", "address"}
    assert set(shape_of('deeds = { refund = { path = "/x" } }')["deeds"]["refund"]) == {"path"}
    with pytest.raises(Misshapen):
        shape_of("deeds = 1")


def test_our_shape_stands_in_the_guide_word_for_word() -> None:
    assert OWN in Path(liaison.__file__).parents[1].joinpath("docs", "shops.md").read_text()
