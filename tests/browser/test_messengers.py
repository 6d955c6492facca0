"""Messengers in a browser: the time to answer, approved templates, and the pages of accounts."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from liaison.channels.messaging.actions import open_account
from liaison.channels.messaging.models import Account, Template, Use
from liaison.channels.whatsapp import standin
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.tickets.models import Message, Ticket
from tests.browser.conftest import serious_faults
from tests.browser.running import Desk
from tests.cast import Address, Cast, ticket

BODY = "Hello {{1}}, your order {{2}} is ready. Come for it any day from nine to five."


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[standin.Provider]:
    monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))
    with standin.Provider() as made:
        yield made


@pytest.fixture
def account(stage: Cast, provider: standin.Provider) -> Account:
    given = {
        "phone_number_id": standin.NUMBER,
        "business_id": standin.BUSINESS,
        "access_token": standin.TOKEN,
        "app_secret": standin.SECRET,
        "server": provider.url,
    }
    return open_account("whatsapp", "Our number", department=stage.service, given=given, by=SYSTEM)


@pytest.fixture
def waiting(stage: Cast, account: Account) -> Ticket:
    Template.objects.create(account=account, name="order_ready", language="en", body=BODY)
    mira = Address("+37061234567", "Mira Kask")
    thread = f"{account.door}/{mira.address}"
    return ticket(stage, channel="whatsapp", door=account.door, sender=mira, identity="phone", thread=thread)


def test_the_composer_says_how_long_one_may_answer(desk: Desk, stage: Cast, waiting: Ticket) -> None:
    clock.travel(timedelta(hours=20))
    with desk.open(stage.bo, f"/tickets/{waiting.number}/") as page:
        expect(page.locator("#composer-meanwhile")).to_contain_text("You can answer freely until")
        expect(page.locator("#composer-meanwhile")).to_contain_text("3 hr")


@pytest.mark.usefixtures("without_complaint")
def test_when_the_time_is_over_a_template_is_chosen_filled_in_and_sent(
    desk: Desk, stage: Cast, waiting: Ticket
) -> None:
    clock.travel(timedelta(hours=25))
    with desk.open(stage.bo, f"/tickets/{waiting.number}/") as page:
        expect(page.locator("#composer-meanwhile")).to_contain_text("is over since")
        page.get_by_role("link", name="Choose an approved template").click()
        dialog = page.locator("#templates")
        expect(dialog.get_by_role("button", name="Send this template")).to_be_visible()
        dialog.get_by_label("For place 1").fill("Mira")
        dialog.get_by_label("For place 2").fill("1042")
        expect(dialog.locator("blockquote")).to_contain_text("Hello Mira, your order 1042 is ready.")
        assert serious_faults(page) == []

        dialog.get_by_role("button", name="Send this template").click()
        expect(page.locator("#toasts")).to_contain_text("The template is on its way.")
    assert Use.objects.get().values == ["Mira", "1042"]


def test_free_words_that_come_too_late_are_refused_with_what_is_possible_and_stay(
    desk: Desk, stage: Cast, waiting: Ticket
) -> None:
    clock.travel(timedelta(hours=23, minutes=59))
    with desk.open(stage.bo, f"/tickets/{waiting.number}/") as page:
        page.locator("#composer-text").fill("Has it come?")
        clock.travel(timedelta(minutes=2))
        page.keyboard.press("Control+Enter")

        expect(page.get_by_role("alert")).to_contain_text("You can send an approved template")
        expect(page.locator("#composer-text")).to_have_value("Has it come?")
    assert not Message.objects.filter(direction="out").exists()


def test_a_file_that_is_not_carried_is_refused_as_it_is_attached(
    desk: Desk, stage: Cast, waiting: Ticket
) -> None:
    with desk.open(stage.bo, f"/tickets/{waiting.number}/") as page:
        odd = {"name": "setup.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}
        page.locator("#answer input[type=file]").set_input_files(odd)

        expect(page.locator("#composer-saved")).to_contain_text("setup.exe cannot be sent by WhatsApp")
        expect(page.locator("#composer-saved")).to_contain_text("PDF")
        expect(page.locator("#composer-files .attachment")).to_have_count(0)


def test_an_account_is_tried_and_says_what_it_is_called_there(
    desk: Desk, stage: Cast, account: Account, provider: standin.Provider
) -> None:
    with desk.page(stage.ada) as page:
        page.goto(f"{desk.address}/configuration/messengers/{account.pk}/")
        page.get_by_role("button", name="Test the connection").click()

        expect(page.get_by_role("status").first).to_contain_text("Northwind")
        expect(page.get_by_text("order_ready")).to_be_visible()
        expect(page.locator("#webhook-address")).to_contain_text(f"/hooks/whatsapp/{account.key}/")
        expect(page.locator("#webhook-fields")).to_have_text("messages")
        assert serious_faults(page) == []
