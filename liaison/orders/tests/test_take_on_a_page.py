"""Taking an order on a page: found by need, put together without scripts, quoted, and placed with a yes."""

from typing import Any

from django.test import Client

from liaison.kit.actor import SYSTEM
from liaison.orders.models import Order
from liaison.orders.tests.shop import HOME, Shop
from liaison.team.actions import create_member
from tests.cast import PASSWORD


def take(client: Client, shop: Shop, **form: Any) -> Any:
    client.force_login(shop.cast.bo)
    return client.post("/orders/take/", {"ticket": shop.ticket.pk, "account": shop.account.pk, **form})


def filled(shop: Shop, **more: Any) -> dict[str, Any]:
    return {
        "variant": [shop.blue.pk, shop.light.pk],
        f"quantity-{shop.blue.pk}": 2,
        f"quantity-{shop.light.pk}": 1,
        "delivery": "sent",
        **{name: value for name, value in vars(HOME).items() if value},
        "method": shop.card.pk,
        **more,
    }


def test_goods_are_found_by_need_with_where_they_lie(client: Client, shop: Shop) -> None:
    page = take(client, shop, look="1", q="blue shirt").content.decode()

    assert "Tallinn" in page
    assert "shelf A1" in page
    assert f'name="add" value="{shop.blue.pk}"' in page
    assert f'name="add" value="{shop.gone.pk}"' not in page


def test_what_is_added_stands_in_the_order_and_what_is_dropped_does_not(client: Client, shop: Shop) -> None:
    page = take(client, shop, add=shop.blue.pk).content.decode()
    assert f'name="quantity-{shop.blue.pk}"' in page
    twice = take(client, shop, add=shop.blue.pk, **{"variant": shop.blue.pk, f"quantity-{shop.blue.pk}": 2})
    assert 'value="3"' in twice.content.decode()

    page = take(client, shop, **filled(shop, drop=shop.blue.pk)).content.decode()

    assert f'name="quantity-{shop.blue.pk}"' not in page
    assert f'name="quantity-{shop.light.pk}"' in page
    assert not Order.objects.exists()


def test_what_it_would_cost_is_shown_before_the_click(client: Client, shop: Shop) -> None:
    page = take(client, shop, **filled(shop, foresee="1")).content.decode()

    assert "2 × Shirt (blue): €50.00." in page
    assert "Together €85.50. It goes to: Mira Kask, Pikk 1, Tallinn, 10123, EE." in page
    assert "It is paid by: Visa ··1111." in page
    assert "It will be done at once." in page
    assert not Order.objects.exists()


def test_an_order_is_taken_and_the_conversation_tells(client: Client, shop: Shop) -> None:
    message = shop.ticket.messages.get(direction="in")

    answer = take(client, shop, **filled(shop, yes=message.pk, idempotency_key="once"))
    take(client, shop, **filled(shop, yes=message.pk, idempotency_key="once"))

    order = Order.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/tickets/{shop.ticket.number}/")
    assert (order.status, str(order.paid), order.account_id) == ("pending", "85.5000", shop.account.pk)
    page = client.get(f"/tickets/{shop.ticket.number}/").content.decode()
    assert f"took the order {order.number} (85.50 EUR)" in page


def test_an_address_that_is_not_complete_is_asked_for_and_nothing_is_lost(client: Client, shop: Shop) -> None:
    page = take(client, shop, **filled(shop, city="")).content.decode()

    assert "The address is not complete" in page
    assert "Pikk 1" in page
    assert f'name="quantity-{shop.blue.pk}"' in page
    assert not Order.objects.exists()


def test_a_stranger_finds_neither_the_page_nor_goods(client: Client, shop: Shop) -> None:
    client.force_login(create_member("new@northwind.example", name="New", password=PASSWORD, by=SYSTEM))
    for address in ("/orders/take/", "/orders/goods/", f"/orders/goods/{shop.shirt.pk}/", "/orders/returns/"):
        assert client.get(address).status_code == 404
