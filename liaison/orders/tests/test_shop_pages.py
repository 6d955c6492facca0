"""Configuration → Shops, and what people say there of what nobody knows."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from liaison.kit.clock import now
from liaison.orders.models import OutsideAction, Shop
from liaison.orders.tests.outside import PROVIDERS, Provider, There
from liaison.orders.tests.shop import Shop as Ours
from liaison.orders.words import Outside
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(params=PROVIDERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def provider(kind: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))
    with PROVIDERS[kind]() as made:
        made.place(5001)
        yield made


@pytest.fixture
def there(shop: Ours, kind: str, provider: Provider) -> There:
    return There.connected(shop, kind, provider.typed)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ada)
    return client


def lost(there: There, provider: Provider) -> OutsideAction:
    """Something of which nobody knows and which a person must look at."""
    provider.told.append("fault")
    there.refund()
    there.carry_out()
    OutsideAction.objects.update(repeats=False)
    return there.carry_out()


def test_a_shop_is_connected_tried_and_disconnected(ada: Client, kind: str, provider: Provider) -> None:
    typed = {f"own_{name}": value for name, value in provider.typed.items() if name != "address"}
    given = {"title": "Northwind Shop", "address": provider.url, "own_sign_in": "bearer", **typed}
    made = ada.post(f"/configuration/shops/connect/{kind}/", given)
    shop = Shop.objects.get()
    assert made.headers["Location"] == f"/configuration/shops/{shop.pk}/"
    page = ada.get(f"/configuration/shops/{shop.pk}/").content.decode()
    assert not [secret for secret in ("ck_standin", "cs_standin", "token_standin") if secret in page]

    tried = ada.post(f"/configuration/shops/{shop.pk}/try/")
    assert "There it is called: Northwind Shop" in tried.content.decode()

    ada.post(f"/configuration/shops/{shop.pk}/close/")
    shop.refresh_from_db()
    assert shop.closed_at is not None
    assert shop.sealed is None


def test_a_key_never_goes_to_another_server(ada: Client, there: There) -> None:
    given = {
        "title": "Elsewhere",
        "address": "https://elsewhere.example.com",
        "own_sign_in": "bearer",
    }
    answer = ada.post(f"/configuration/shops/{there.shop.pk}/", given)

    assert answer.status_code == 422
    there.shop.refresh_from_db()
    assert there.shop.address.startswith("http://127.0.0.1")


def test_a_private_address_is_not_asked(
    ada: Client, there: There, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ())

    answer = ada.post(f"/configuration/shops/{there.shop.pk}/try/")

    assert "private network" in answer.content.decode()
    assert not provider.asked


def test_what_is_open_stands_on_the_order_and_on_the_page_of_its_shop(
    ada: Client, there: There, provider: Provider
) -> None:
    lost(there, provider)

    for page in (f"/orders/{there.order.pk}/", f"/configuration/shops/{there.shop.pk}/"):
        words = ada.get(page).content.decode()
        assert "Not known yet" in words
        assert "It was done" in words


def test_somebody_says_that_it_was_not_done(ada: Client, there: There, provider: Provider) -> None:
    action = lost(there, provider)

    ada.post(f"/orders/outside/{action.pk}/say_outside_not_done/")

    assert there.action.state == Outside.FAILED
    assert there.read().promised == 0
    assert "Not done" in ada.get(f"/orders/{there.order.pk}/").content.decode()


def test_somebody_says_that_it_was_done(ada: Client, there: There, provider: Provider) -> None:
    action = lost(there, provider)

    ada.post(f"/orders/outside/{action.pk}/say_outside_done/")

    assert there.action.state == Outside.DONE
    assert there.read().refunded == Decimal("12.50")


def test_somebody_has_it_done_again(ada: Client, there: There, provider: Provider) -> None:
    action = lost(there, provider)

    ada.post(f"/orders/outside/{action.pk}/repeat_outside/")
    assert there.carry_out().state == Outside.DONE

    assert provider.given_back(5001) == Decimal("12.50")
    assert there.read().refunded == Decimal("12.50")


def test_nothing_is_said_of_what_is_being_sent(ada: Client, there: There) -> None:
    there.refund()
    OutsideAction.objects.update(state=Outside.DOING, tried_at=now() - timedelta(seconds=5))

    ada.post(f"/orders/outside/{there.action.pk}/say_outside_not_done/")

    assert there.action.state == Outside.DOING


def test_to_a_stranger_there_are_no_shops_and_nothing_to_say(
    client: Client, there: There, provider: Provider
) -> None:
    action = lost(there, provider)
    client.force_login(there.ours.cast.bo)

    assert client.get("/configuration/shops/").status_code == 404
    assert client.get(f"/configuration/shops/{there.shop.pk}/").status_code == 404
    assert client.get("/configuration/shops/connect/woocommerce/").status_code == 404
    assert client.post(f"/configuration/shops/{there.shop.pk}/try/").status_code == 404
    assert client.post(f"/orders/outside/{action.pk}/say_outside_done/").status_code == 404
    assert there.action.state == Outside.UNKNOWN
    assert "It was done" not in client.get(f"/orders/{there.order.pk}/").content.decode()
