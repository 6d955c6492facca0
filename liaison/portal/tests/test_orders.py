"""Customers read their own orders, and ask to give goods back; nobody reads another's."""

from django.test import Client

from liaison.channels.actions import read_waiting
from liaison.channels.words import Outgoing
from liaison.orders.models import Order
from liaison.orders.tests.shop import Shop, open_shop
from liaison.orders.words import Status
from liaison.portal.tests.conftest import let_in
from liaison.tickets.models import Ticket
from tests.cast import JONAS, Cast, ticket


def bought(cast: Cast, status: Status = Status.DELIVERED) -> tuple[Shop, Order]:
    shop = open_shop(cast)
    return shop, shop.order(status)


def test_ones_own_orders_are_there(cast: Cast, mira: Client) -> None:
    _shop, order = bought(cast)

    page = mira.get("/my/orders/").content.decode()

    assert order.number in page
    assert "€75.50" in page
    assert "Give something back" in page


def test_another_s_orders_do_not_exist(cast: Cast, letters: list[Outgoing]) -> None:
    _shop, order = bought(cast)
    ticket(cast, sender=JONAS)
    jonas = let_in(letters, JONAS.address)

    assert order.number not in jonas.get("/my/orders/").content.decode()
    assert jonas.get(f"/my/orders/{order.pk}/return/").status_code == 404
    assert jonas.post(f"/my/orders/{order.pk}/return/", {"why": "Mine"}).status_code == 404
    assert Client().get("/my/orders/").status_code == 302
    assert not Ticket.objects.filter(subject__startswith="Return").exists()


def test_to_ask_for_a_return_opens_one_ticket_and_promises_nothing(cast: Cast, mira: Client) -> None:
    shop, order = bought(cast)
    form = {f"item-{shop.line(order)}": "on", "why": "A button is missing."}

    first = mira.post(f"/my/orders/{order.pk}/return/", form)
    second = mira.post(f"/my/orders/{order.pk}/return/", form)
    read_waiting()

    opened = Ticket.objects.get(subject=f"Return for order {order.number}")
    assert (first.status_code, first.url) == (302, f"/my/tickets/{opened.number}/")
    assert second.url == first.url
    assert "Shirt red" in opened.messages.get().text
    assert "A button is missing." in mira.get(first.url).content.decode()
    order.refresh_from_db()
    assert (order.promised, order.locks) == (0, [])


def test_nothing_chosen_is_said_and_the_words_are_kept(cast: Cast, mira: Client) -> None:
    _shop, order = bought(cast)

    answer = mira.post(f"/my/orders/{order.pk}/return/", {"why": "A button is missing."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one item." in page
    assert "A button is missing." in page


def test_what_has_not_come_cannot_be_given_back(cast: Cast, mira: Client) -> None:
    _shop, order = bought(cast, Status.PENDING)

    assert "Give something back" not in mira.get("/my/orders/").content.decode()
    assert mira.get(f"/my/orders/{order.pk}/return/").status_code == 404
