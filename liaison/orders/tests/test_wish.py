"""The one dialog of the commands on an order: what it foresees, takes for a yes, and does once."""

from typing import Any

from django.test import Client

from liaison.orders.models import Order
from liaison.orders.tests.shop import Shop

CANCEL = {"reason": "no_longer_needed"}


def wish(client: Client, shop: Shop, order: Order, **form: Any) -> Any:
    client.force_login(shop.cast.bo)
    return client.post(f"/orders/{order.pk}/orders.cancel/", {"ticket": shop.ticket.pk, **CANCEL, **form})


def told(order: Order) -> str:
    return f"Order {order.number} is cancelled: No longer needed. €75.50 goes back to: Visa ··1111."


def test_what_was_read_aloud_must_be_what_is_done(client: Client, shop: Shop) -> None:
    order = shop.order()

    answer = wish(client, shop, order, yes="aloud", answered="Yes", read_aloud="Something else.")

    order.refresh_from_db()
    assert (answer.status_code, order.status) == (409, "pending")
    page = answer.content.decode()
    assert "Read these details to the customer" in page
    assert told(order) in page


def test_pressed_twice_it_is_done_once(client: Client, shop: Shop) -> None:
    order = shop.order()
    form = {"yes": "aloud", "answered": "Yes", "read_aloud": told(order), "idempotency_key": "the-same"}

    assert wish(client, shop, order, **form).status_code == 302
    wish(client, shop, order, **form)

    order.refresh_from_db()
    assert (order.status, order.movements.filter(kind="refund").count()) == ("cancelled", 1)


def test_to_foresee_changes_nothing(client: Client, shop: Shop) -> None:
    order = shop.order()

    page = wish(client, shop, order, foresee="1").content.decode()

    assert "It will be done at once." in page
    assert Order.objects.get(pk=order.pk).status == "pending"


def test_what_is_no_wish_or_no_order_does_not_exist(client: Client, shop: Shop) -> None:
    order = shop.order()
    client.force_login(shop.cast.bo)
    assert client.get(f"/orders/{order.pk}/orders.invent/").status_code == 404
    assert client.get(f"/orders/{order.pk + 999}/orders.cancel/").status_code == 404
    answer = client.post(f"/orders/{order.pk}/orders.refund/", {"amount": "a lot", "reason": "late"})
    assert "Enter a number." in answer.content.decode()
