"""A voucher pays as much as is left of it, until it expires; what goes back goes back to it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from liaison.customers.actions import open_account
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.orders.models import Invoice, Movement, Order, Voucher
from liaison.orders.tests.shop import Shop
from liaison.tickets.tests.asking import done, refused


def voucher(shop: Shop, amount: str = "50", **more: Any) -> Voucher:
    given = {
        "account_id": shop.account.pk,
        "code": "ACDE-FGHJ-KMNP-QRTU",
        "amount": Decimal(amount),
        "remainder": Decimal(amount),
        "currency": "EUR",
        "created_at": now(),
        "expires_at": now() + timedelta(days=9),
    }
    return Voucher.objects.create(**(given | more))


def order_of(shop: Shop, code: str, **more: Any) -> dict[str, Any]:
    items = [{"variant": shop.blue.pk, "quantity": 1}]
    return {"account": shop.account.pk, "items": items, "delivered": False, "voucher": code, **more}


def test_it_pays_all_and_the_rest_of_it_stays(shop: Shop) -> None:
    one = voucher(shop)

    told = done("orders.place", shop.cast.bo, **order_of(shop, " acde-fghj-kmnp-qrtu "))

    one.refresh_from_db()
    assert (one.remainder, told["paid"], told["due"], Invoice.objects.get().due) == (
        25,
        "25.00",
        "0.00",
        "paid",
    )
    row = Movement.objects.get()
    assert (row.kind, row.amount, row.method, row.voucher) == ("payment", 25, None, one)
    assert row.settled_at is not None


def test_a_method_pays_what_it_does_not_cover(shop: Shop) -> None:
    one = voucher(shop, "10")

    told = done("orders.place", shop.cast.bo, **order_of(shop, one.code, method=shop.card.pk))

    one.refresh_from_db()
    assert (one.remainder, told["paid"]) == (0, "25.00")
    paid = Movement.objects.order_by("id").values_list("amount", "method", "voucher")
    assert list(paid) == [(10, None, one.pk), (15, shop.card.pk, None)]


def test_what_goes_back_goes_back_to_it_and_can_be_spent_again(shop: Shop) -> None:
    one = voucher(shop, "10")
    told = done("orders.place", shop.cast.bo, **order_of(shop, one.code, method=shop.gift.pk))
    Voucher.objects.update(expires_at=now() - timedelta(days=1))

    done("orders.cancel", shop.cast.bo, order=told["order"], reason="ordered_by_mistake")

    one.refresh_from_db()
    shop.gift.refresh_from_db()
    assert (one.remainder, shop.gift.balance) == (10, 80)
    assert one.expires_at is not None
    assert one.expires_at > now() + timedelta(days=29)
    order = Order.objects.get()
    assert (order.paid, order.refunded) == (25, 25)


def test_what_cannot_be_spent_is_refused_and_nothing_is_kept(shop: Shop) -> None:
    other = open_account(shop.mira, kind="company", name="Kask OÜ", by=SYSTEM)
    voucher(shop, code="OTHER", account_id=other.pk)
    voucher(shop, code="OLD", expires_at=now() - timedelta(seconds=1))
    voucher(shop, code="EMPTY", remainder=Decimal(0))
    voucher(shop, code="KRONER", currency="SEK")

    for code, name in (
        ("OTHER", "NoSuchVoucher"),
        ("NOWHERE", "NoSuchVoucher"),
        ("OLD", "VoucherExpired"),
        ("EMPTY", "VoucherSpent"),
        ("KRONER", "OtherCurrency"),
    ):
        assert refused("orders.place", shop.cast.bo, **order_of(shop, code)) == name
    assert not Order.objects.exists()
    assert Voucher.objects.get(code="OTHER").remainder == 50


def test_the_ledger_spends_no_more_than_is_left(shop: Shop) -> None:
    one, order = voucher(shop, "10"), shop.order()
    with pytest.raises(IntegrityError), transaction.atomic():
        Movement.objects.create(
            order=order, voucher=one, kind="payment", amount=Decimal(11), currency="EUR", by="x", at=now()
        )
    one.refresh_from_db()
    assert one.remainder == 10


def test_the_page_tells_what_it_pays(client: Client, shop: Shop) -> None:
    one = voucher(shop)
    client.force_login(shop.cast.bo)
    form = {
        "ticket": shop.ticket.pk, "account": shop.account.pk, "variant": shop.blue.pk, "delivery": "taken",
        "voucher": one.code, "foresee": "1",
    }  # fmt: skip

    assert (
        "The voucher pays €25.00; €25.00 is left of it."
        in client.post("/orders/take/", form).content.decode()
    )
    page = client.post("/orders/take/", form | {"voucher": "NOWHERE"}).content.decode()
    assert "This account has no voucher with this code." in page
