"""Telegram keeps what every messenger promises."""

import zlib
from typing import Any

import pytest
from django.conf import settings

from liaison.channels.messaging.actions import check_accounts, try_account
from liaison.channels.messaging.standin import Says
from liaison.channels.messaging.tests.promises import MessengerPromises
from liaison.channels.queries import warnings
from liaison.channels.telegram import standin
from liaison.tickets.models import Message
from liaison.tickets.words import News
from tests.cast import Cast

MIRA = {"id": 4242, "is_bot": False, "first_name": "Mira", "last_name": "Kask", "language_code": "et"}
HER = {"id": 4242, "type": "private", "first_name": "Mira"}
GROUP = {"id": -100777, "type": "supergroup", "title": "Neighbours"}


def number(id_: str) -> int:
    return zlib.crc32(id_.encode())


class TestTelegram(MessengerPromises):
    without = frozenset(
        {
            "test_when_the_time_to_answer_is_over_it_says_what_is_possible",
            "test_receipts_are_the_state_of_our_message",
            "test_a_receipt_may_be_quicker_than_the_answer",
            "test_a_deleted_message_stays_and_is_marked",
        }
    )
    kind = "telegram"
    peer = "4242"
    typed = {"bot_token": standin.TOKEN}
    opens = ("bot_token",)

    def make_provider(self) -> standin.Provider:
        return standin.Provider()

    def message(self, id_: str, **content: Any) -> bytes:
        said = {"message_id": number(id_), "from": MIRA, "chat": HER, "date": 1700000000}
        return standin.update(number(id_), message=said | content)

    def says(self, text: str, *, id_: str) -> bytes:
        return self.message(id_, text=text)

    def sends_file(self, *, id_: str, ref: str) -> bytes:
        return self.message(id_, document={"file_id": ref, "file_name": "a.png", "mime_type": "image/png"})

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes | None:
        if news is not News.EDITED:
            return None
        edited = {
            "message_id": number(id_),
            "from": MIRA,
            "chat": HER,
            "date": 1,
            "edit_date": 2,
            "text": text,
        }
        return standin.update(7, edited_message=edited)

    def in_group(self) -> bytes:
        return self.message("group-1", chat=GROUP, text="Hello all")

    def signed(self, body: bytes) -> dict[str, str]:
        return {"X-Telegram-Bot-Api-Secret-Token": self.account.token.reveal()}

    def last_words(self) -> str:
        last = self.provider.messages[-1]
        assert last["chat_id"] == "4242"
        return str(last["text"])

    def busy(self, *, seconds: int) -> Says:
        return standin.error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    @pytest.mark.django_db
    def test_who_blocked_us_cannot_be_reached(self, cast: Cast) -> None:
        self.provider.next = [standin.BLOCKED]

        assert "blocked" in self._answered(cast).why_failed

    @pytest.mark.django_db
    def test_the_bot_is_told_our_address_and_the_token(self) -> None:
        self.test_trying_it_out_says_what_it_is_called_there()

        assert self.provider.webhook["secret_token"] == self.account.token.reveal()
        assert self.provider.webhook["url"] == "https://desk.example/hooks/"

    @pytest.mark.django_db
    def test_who_only_pressed_start_has_said_nothing_yet(self) -> None:
        self.comes(self.says("/start", id_="start-1"))

        assert not Message.objects.exists()

    @pytest.mark.django_db
    def test_a_token_never_stands_in_a_sentence(self, cast: Cast) -> None:
        self.account.settings["server"] = "http://nowhere.invalid"
        self.account.save()

        message = self._answered(cast)
        message.dispatch.refresh_from_db()
        assert message.dispatch.error
        assert standin.TOKEN not in message.dispatch.error

    @pytest.mark.django_db
    def test_that_telegram_calls_somebody_else_or_does_not_reach_us_is_told_until_it_does(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check_accounts()
        assert warnings() == []  # Nobody knows where a desk without an address is called.
        monkeypatch.setitem(settings.LIAISON, "URL", "https://desk.example")
        check_accounts()
        (alarm,) = warnings()
        assert (alarm.kind, "elsewhere" in alarm.says) == ("messengers_in", True)

        try_account(self.account)
        check_accounts()
        assert warnings() == []

        self.provider.trouble = {"pending_update_count": 3, "last_error_message": "Connection refused"}
        check_accounts()
        assert "Connection refused" in warnings()[0].says
        self.provider.trouble = {}
        check_accounts()
        assert warnings() == []
