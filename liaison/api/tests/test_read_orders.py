"""Goods, orders and what belongs to a person, through the API."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.api.importing.mapping import parse
from liaison.api.importing.running import run
from liaison.api.tests.asking import Program
from liaison.kit.actor import SYSTEM
from liaison.orders.models import Order
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PATHS = ("/products", "/variants", "/orders", "/accounts/1/payment-methods")
MOST_QUESTIONS = {"/products": 9, "/variants": 6, "/orders": 15}
"""Of a whole page, with those of the guard; however many rows there are on it."""


@pytest.fixture
def shop(cast: Cast, tmp_path: Path) -> list[Order]:
    """Two people with an order each, of a lamp and a bell."""
    (tmp_path / "all.csv").write_text(
        "order,who,mail,what,price,paid\n#1,Mira,mira@example.com,lamp,10.50,21\n#2,Jonas,jonas@example.org,bell,4,0\n"
    )
    eur = {"value": "EUR"}
    lines = {"order": "order", "variant": "what", "quantity": {"value": 2}, "options": {"value": {}}}
    takes = {
        "customers": {"external_id": "who", "name": "who", "email": "mail"},
        "addresses": {"customer": "who", "line1": {"value": "Street 1"}},
        "payment_methods": {"external_id": "who", "customer": "who", "kind": {"value": "cash"}},
        "products": {"external_id": "what", "name": "what"},
        "variants": {"external_id": "what", "product": "what", "price": "price", "currency": eur},
        "orders": {
            "external_id": "order",
            "customer": "who",
            "status": {"value": "pending"},
            "currency": eur,
        },
        "lines": lines,
        "charges": {"order": "order", "kind": {"value": "delivery"}, "amount": {"value": 3}},
        "payments": {"external_id": "order", "order": "order", "method": "who", "amount": "paid"},
    }
    mapping = {
        "source": "shop",
        "take": [{"entity": name, "fields": fields} for name, fields in takes.items()],
    }
    assert run(parse(mapping), [tmp_path / "all.csv"], by=SYSTEM).rejected == []
    return list(Order.objects.order_by("pk"))


def test_an_order_is_told_whole(cast: Cast, shop: list[Order]) -> None:
    bo = Program(cast.bo)

    said = bo.get(f"/orders/{shop[0].pk}").json()

    assert (said["number"], said["external_id"], said["source"]) == ("#1", "#1", "shop")
    assert (said["total"], said["paid"], said["refundable"]) == ("24.00", "21.00", "21.00")
    assert [(one["name"], one["price"], one["quantity"]) for one in said["lines"]] == [("lamp", "10.50", 2)]
    assert [(one["kind"], one["amount"]) for one in said["charges"]] == [("delivery", "3.00")]
    assert [(one["kind"], one["amount"], one["external_id"]) for one in said["movements"]] == [
        ("payment", "21.00", "#1")
    ]


def test_orders_are_found_by_what_is_known_of_them(cast: Cast, shop: list[Order]) -> None:
    bo, (first, second) = Program(cast.bo), shop

    def found(**by: object) -> list[int]:
        return [one["id"] for one in bo.get("/orders", **by).json()["items"]]

    assert found() == [first.pk, second.pk]
    assert found(number="#2") == [second.pk]
    assert found(external_id="#1", source="shop") == [first.pk]
    assert found(external_id="#1", source="another") == []
    assert found(account=first.account_id) == [first.pk]
    assert found(customer=second.customer_id) == [second.pk]
    assert found(status="cancelled") == []
    assert bo.get("/orders", status="lost").status_code == 422


def test_lists_go_on_behind_their_cursor_and_with_no_other(cast: Cast, shop: list[Order]) -> None:
    bo = Program(cast.bo)
    for path in ("/orders", "/products", "/variants"):
        first = bo.get(path, limit=1).json()
        rest = bo.get(path, limit=1, cursor=first["next"]).json()
        assert (len(rest["items"]), rest["next"]) == (1, None)
        assert rest["items"][0]["id"] > first["items"][0]["id"]
    assert (
        bo.get("/orders", status="pending", cursor=bo.get("/orders", limit=1).json()["next"]).status_code
        >= 400
    )


def test_goods_are_found_by_words_and_by_what_others_call_them(cast: Cast, shop: list[Order]) -> None:
    bo = Program(cast.bo)
    (lamp,) = bo.get("/products", q="lam").json()["items"]
    assert bo.get("/products", external_id="lamp", source="shop").json()["items"] == [lamp]
    assert bo.get(f"/products/{lamp['id']}").json() == lamp
    (variant,) = bo.get("/variants", external_id="lamp").json()["items"]
    assert [variant] == lamp["variants"]
    assert bo.get(f"/variants/{variant['id']}").json() == variant
    assert (variant["price"], variant["currency"]) == ("10.50", "EUR")


def test_a_person_is_found_by_what_others_call_them(cast: Cast, shop: list[Order]) -> None:
    bo = Program(cast.bo)
    (mira,) = bo.get("/customers", external_id="Mira").json()["items"]
    assert mira["external_ids"] == [{"source": "shop", "external_id": "Mira"}]
    assert bo.get("/customers", external_id="Mira", source="another").json()["items"] == []
    (address,) = bo.get(f"/customers/{mira['id']}/addresses").json()["items"]
    assert (address["line1"], address["is_default"]) == ("Street 1", True)
    (acting,) = bo.get(f"/customers/{mira['id']}/accounts").json()["items"]
    (method,) = bo.get(f"/accounts/{acting['account']}/payment-methods").json()["items"]
    assert (acting["account"], acting["role"], method["kind"]) == (shop[0].account_id, "holder", "cash")


def test_a_page_asks_no_more_for_many_rows_than_for_one(cast: Cast, shop: list[Order]) -> None:
    bo = Program(cast.bo)
    for path, most in MOST_QUESTIONS.items():
        bo.get(path)
        asked = []
        for limit in (1, 2):
            with CaptureQueriesContext(connection) as questions:
                assert bo.get(path, limit=limit).status_code == 200
            asked.append(len(questions))
        assert asked[0] == asked[1] <= most, path


def test_who_may_see_no_orders_learns_nothing_of_them(cast: Cast, shop: list[Order]) -> None:
    variant = Program(cast.bo).get("/variants").json()["items"][0]["id"]
    # A role without `orders.see`, as whoever only configures.
    stranger = _without_a_role(cast)
    for path in (
        f"/orders/{shop[0].pk}",
        "/orders",
        "/products",
        "/variants",
        f"/variants/{variant}",
        f"/accounts/{shop[0].account_id}/payment-methods",
        f"/customers/{shop[0].customer_id}/addresses",
        f"/customers/{shop[0].customer_id}/accounts",
    ):
        answer = stranger.get(path)
        assert answer.status_code == 404, path
        assert "lamp" not in answer.content.decode()
    assert Program(cast.bo).get("/orders/999999").status_code == 404


def _without_a_role(cast: Cast) -> Program:
    from liaison.team.actions import create_member

    return Program(create_member("eve@northwind.example", name="Eve", password=None, by=SYSTEM))


def test_without_the_scope_no_order_is_told(cast: Cast, shop: list[Order]) -> None:
    tickets, orders = Program(cast.bo, "tickets"), Program(cast.bo, "orders")
    for path in PATHS:
        assert tickets.get(path).status_code == 403, path
        assert orders.get(path).status_code == 200, path
    assert orders.get("/customers").status_code == 403


def test_amounts_are_told_to_the_cent(cast: Cast, shop: list[Order]) -> None:
    said = Program(cast.bo).get("/orders").json()["items"]
    assert [Decimal(one["total"]) for one in said] == [Decimal("24.00"), Decimal("11.00")]
