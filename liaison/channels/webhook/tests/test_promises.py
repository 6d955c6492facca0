"""A developer's own program keeps what every messenger promises, with fields that are named as it names them."""

import pytest

from liaison.channels.messaging.tests.promises import MessengerPromises
from liaison.channels.models import Parcel
from liaison.channels.webhook import standin
from liaison.tickets.models import Message
from liaison.tickets.words import News

PLACES = {
    "id": "data.uuid",
    "from": "data.user.id",
    "name": "data.user.name",
    "text": "data.body",
    "files": "data.files",
    "status": "data.event",
    "at": "data.when",
    "to": "user",
    "words": "body",
    "answer": "data.uuid",
    "signature": "X-Northwind",
}
USER = {"id": "mira-7", "name": "Mira Kask"}


class TestWebhook(MessengerPromises):
    without = frozenset(
        {
            "test_a_void_token_is_found_before_anybody_sends",
            "test_when_the_time_to_answer_is_over_it_says_what_is_possible",
            "test_a_group_is_told_politely_once_a_day_and_no_ticket_is_opened",
        }
    )
    kind = "webhook"
    peer = "mira-7"
    typed = PLACES | {"token": standin.TOKEN, "secret": standin.SECRET}
    opens = ("token",)

    def make_provider(self) -> standin.Provider:
        return standin.Provider()

    def given(self) -> dict[str, str]:
        return self.typed | {"url": f"{self.provider.url}/messages"}

    def says(self, text: str, *, id_: str) -> bytes:
        return standin.webhook(id_, body=text, user=USER, when="2026-01-02T03:04:05Z")

    def sends_file(self, *, id_: str, ref: str) -> bytes:
        file = {"url": f"{self.provider.url}/{ref}", "type": "image/png"}
        return standin.webhook(id_, user=USER, files=[file])

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes:
        event = {News.SEEN: "seen", News.TAKEN_BACK: "deleted"}.get(news, str(news))
        return standin.webhook(id_, event=event, body=text)

    def signed(self, body: bytes) -> dict[str, str]:
        return standin.signed(body)

    def last_words(self) -> str:
        last = self.provider.messages[-1]
        assert last["user"] == "mira-7"
        return str(last["body"])

    def sent_file(self) -> None:
        assert self.provider.messages[-1]["file"]["url"].startswith("https://desk.example/hooks/webhook/")

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "body",
        [b'{"data": {}}', b'{"data": {"uuid": "1"}}', b'{"data": {"uuid": "1", "event": "sung"}}', b"null"],
    )
    def test_what_has_not_the_named_fields_becomes_a_ticket_to_look_at(self, body: bytes) -> None:
        self.comes(body)

        assert Message.objects.get().ticket.unreadable
        assert Parcel.objects.get().error.startswith("ValueError")

    @pytest.mark.django_db
    def test_several_events_may_come_at_once(self) -> None:
        both = b"[" + self.says("One", id_="1") + b"," + self.says("Two", id_="2") + b"]"
        self.comes(both)

        assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["One", "Two"]
        assert Message.objects.latest("id").ticket.customer.name == "Mira Kask"
