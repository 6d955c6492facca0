"""Facebook Messenger and Instagram keep what every messenger promises."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from liaison.channels.actions import send_due
from liaison.channels.messaging.actions import change_account
from liaison.channels.messaging.errors import TimeIsOver
from liaison.channels.messaging.tests.promises import PICTURE, MessengerPromises
from liaison.channels.messenger import standin
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.sayings import said
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message, Ticket
from liaison.tickets.words import News
from tests.cast import Cast

PEER = "6789012345"


class TestFacebookMessenger(MessengerPromises):
    without = frozenset(
        {
            "test_a_deleted_message_stays_and_is_marked",
            "test_a_group_is_told_politely_once_a_day_and_no_ticket_is_opened",
        }
    )
    receipts = ("delivered", "seen")
    kind = "messenger"
    peer = PEER
    object = "page"
    typed = {"page_id": standin.PAGE, "access_token": standin.TOKEN, "app_secret": standin.SECRET}

    def make_provider(self) -> standin.Provider:
        return standin.Provider()

    def event(self, **event: Any) -> bytes:
        return standin.webhook(self.object, sender={"id": PEER}, **event)

    def says(self, text: str, *, id_: str) -> bytes:
        return self.event(message={"mid": id_, "text": text})

    def sends_file(self, *, id_: str, ref: str) -> bytes:
        payload = {"url": f"{self.provider.url}/cdn/{ref}"}
        return self.event(message={"mid": id_, "attachments": [{"type": "image", "payload": payload}]})

    def elsewhere(self) -> list[Any]:
        # What it is stands in no webhook; the picture of the promise is a PNG.
        (file,) = super().elsewhere()
        return [type(file)(file.ref, file.name, "image/png")]

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes | None:
        if news is News.DELIVERED:
            return self.event(delivery={"mids": [id_], "watermark": 1700000000000})
        if news is News.SEEN:
            return self.event(read={"watermark": int(now().timestamp() * 1000) + 1})
        if news is News.EDITED:
            return self.event(message_edit={"mid": id_, "text": text, "num_edit": 1})
        return None

    def signed(self, body: bytes) -> dict[str, str]:
        return standin.signed(body)

    def last_words(self) -> str:
        return str(self.provider.messages[-1]["message"]["text"])

    @pytest.mark.django_db
    def test_what_meta_says_of_the_time_is_said_in_words(self, cast: Cast) -> None:
        self.provider.next = [standin.LATE]

        assert "The time to answer is over" in self._answered(cast).why_failed

    @pytest.mark.django_db
    def test_a_limit_told_by_its_code_is_a_limit(self, cast: Cast) -> None:
        self.provider.next = [standin.BUSY]

        assert self._answered(cast).state == "sending"

    @pytest.mark.django_db
    def test_who_blocked_us_cannot_be_reached(self, cast: Cast) -> None:
        self.provider.next = [standin.GONE]

        assert said(self._answered(cast).why_failed) == "The customer cannot be reached there any more."

    @pytest.mark.django_db
    def test_long_words_leave_in_several_goes(self, cast: Cast) -> None:
        self._answered(cast, text="word " * 900)

        lengths = [len(sent["message"]["text"]) for sent in self.provider.messages]
        assert len(lengths) > 1
        assert max(lengths) <= 2000

    @pytest.mark.django_db
    def test_an_echo_of_our_own_says_nothing(self) -> None:
        self.comes(self.event(message={"mid": "m_9", "text": "Hello", "is_echo": True}))
        assert not Message.objects.exists()

    @pytest.mark.django_db
    def test_people_of_ours_may_answer_for_seven_days_where_meta_lets_them(self, cast: Cast) -> None:
        change_account(self.account, given={"human_agent": "yes"}, by=SYSTEM)
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        ticket = Ticket.objects.get()
        tickets.reply(ticket, "It is on its way.", by=cast.bo)
        send_due(self.kind)
        clock.travel(timedelta(days=6))
        tickets.reply(ticket, "Has it come?", by=cast.bo)
        send_due(self.kind)

        rights = [
            {name: one.get(name) for name in ("messaging_type", "tag")} for one in self.provider.messages
        ]
        assert rights == [
            {"messaging_type": "RESPONSE", "tag": None},
            {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"},
        ]
        clock.travel(timedelta(days=2))
        with pytest.raises(TimeIsOver):
            tickets.reply(ticket, "Are you there?", by=cast.bo)


class TestInstagram(TestFacebookMessenger):
    without = frozenset(
        {
            "test_a_receipt_may_be_quicker_than_the_answer",
            "test_an_edited_message_shows_the_new_words_and_keeps_the_old",
            "test_a_group_is_told_politely_once_a_day_and_no_ticket_is_opened",
        }
    )
    receipts = ("seen",)
    kind = "instagram"
    object = "instagram"

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes | None:
        if news is News.SEEN:
            return self.event(read={"mid": id_})
        if news is News.TAKEN_BACK:
            return self.event(message={"mid": id_, "is_deleted": True})
        return None

    def sent_file(self) -> None:
        (sent,) = [one for one in self.provider.messages if "attachment" in one["message"]]
        link = sent["message"]["attachment"]["payload"]["url"]
        assert link.startswith(f"https://desk.example/hooks/instagram/{self.account.key}/files/")
        there = link.removeprefix("https://desk.example")
        assert Client().get(there).content == PICTURE
        assert Client().get(there.replace("/files/", "/files/x")).status_code == 404
