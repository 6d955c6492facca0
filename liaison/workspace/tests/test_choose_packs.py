"""Configuration → Rules → Packs."""

import pytest
from django.test import Client
from django.urls import reverse

from liaison.authority import packs
from liaison.authority.actions import change_rule
from liaison.authority.models import Pack, Rule, Setting
from liaison.config.setup import set_up_packs
from tests.cast import Cast

PAGE = "rule-packs"


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    set_up_packs()
    client.force_login(cast.ada)
    return client


def holding() -> set[str]:
    return set(Rule.objects.filter(current=True).values_list("pack", flat=True))


def test_another_pack_takes_the_place_of_the_present_one_and_back_again(cast: Cast, ada: Client) -> None:
    ours = Rule.objects.get(key="retail.order_cancel_allowed")
    change_rule(ours, ours.provision, by=cast.ada)

    ada.post(reverse(PAGE), {"pack": "bank"})
    assert holding() == {"bank"}
    ada.post(reverse(PAGE), {"pack": "retail"})

    assert holding() == {"retail"}
    assert Rule.objects.filter(current=True).count() == len(packs.find("retail").rules)
    assert Pack.objects.get().name == "retail"


def test_the_settings_are_changed_on_the_page(ada: Client) -> None:
    page = ada.get(reverse(PAGE))
    assert page.status_code == 200
    given = {name: field.initial for name, field in _form(page).items() if field.initial is not False}

    answer = ada.post(reverse(PAGE), given | {"do": "settings", "refund_at_once": "60.50"})

    assert answer.status_code == 302
    assert Setting.objects.get(name="refund_at_once").value == 6050
    assert list(Setting.objects.filter(own=True).values_list("name", flat=True)) == ["refund_at_once"]


def _form(_page: object) -> dict[str, object]:
    from liaison.authority.queries import settings_of
    from liaison.workspace.limits.packs import SettingsForm

    return SettingsForm(settings=settings_of(["retail"])).fields


def test_who_does_not_write_rules_does_not_find_the_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.bo)
    assert client.get(reverse(PAGE)).status_code == 404
    assert client.post(reverse(PAGE), {"pack": "bank"}).status_code == 404
    assert not Pack.objects.exists()
