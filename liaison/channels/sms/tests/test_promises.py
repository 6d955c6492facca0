"""Text messages keep what every messenger promises: by Twilio, and by another provider."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings

from liaison.channels.messaging.actions import fetch
from liaison.channels.messaging.standin import Asked, Says, StandIn
from liaison.channels.messaging.tests.promises import MessengerPromises
from liaison.channels.sms import standin
from liaison.kit.sayings import said
from liaison.tickets.models import Message
from liaison.tickets.words import News
from tests.cast import Cast

PEER = "+37061234567"


class TestTwilio(MessengerPromises):
    without = frozenset(
        {
            "test_when_the_time_to_answer_is_over_it_says_what_is_possible",
            "test_an_edited_message_shows_the_new_words_and_keeps_the_old",
            "test_a_deleted_message_stays_and_is_marked",
            "test_a_group_is_told_politely_once_a_day_and_no_ticket_is_opened",
        }
    )
    kind = "sms"
    peer = PEER
    content_type = "application/x-www-form-urlencoded"
    typed = {"account_sid": standin.SID, "auth_token": standin.TOKEN, "number": standin.NUMBER}
    opens = ("auth_token",)

    def make_provider(self) -> standin.Provider:
        return standin.Provider()

    def says(self, text: str, *, id_: str) -> bytes:
        return standin.webhook(MessageSid=id_, From=PEER, To=standin.NUMBER, Body=text, NumMedia="0")

    def sends_file(self, *, id_: str, ref: str) -> bytes:
        media = {"MediaUrl0": f"{self.provider.url}/Media/{ref}", "MediaContentType0": "image/png"}
        return standin.webhook(MessageSid=id_, From=PEER, To=standin.NUMBER, Body="", NumMedia="1", **media)

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes | None:
        words = {News.DELIVERED: "delivered", News.SEEN: "read", News.FAILED: "undelivered"}
        if news not in words:
            return None
        fields = {"MessageSid": id_, "MessageStatus": words[news], "To": PEER, "From": standin.NUMBER}
        return standin.webhook(**fields | ({"ErrorCode": "30003"} if news is News.FAILED else {}))

    def signed(self, body: bytes) -> dict[str, str]:
        own = settings.LIAISON["URL"] or "http://testserver"
        return standin.signed(body, f"{own}/hooks/sms/{self.account.key}/")

    def last_words(self) -> str:
        return self.provider.messages[-1]["Body"]

    def sent_file(self) -> None:
        links = [sent["MediaUrl"] for sent in self.provider.messages if "MediaUrl" in sent]
        assert [link.partition("/files/")[0] for link in links] == [
            f"https://desk.example/hooks/sms/{self.account.key}"
        ]

    def _sign_in_wrongly(self) -> None:
        """Webhooks are signed with the same token, so that only Twilio's own answer can tell."""
        self.provider.next = [standin.error(20003, "Authenticate", status=401)]

    @pytest.mark.django_db
    def test_who_said_stop_is_not_asked_again(self, cast: Cast) -> None:
        self.provider.next = [standin.STOPPED]
        message = self._answered(cast)

        assert message.state == "failed"
        assert "STOP" in message.why_failed

    @pytest.mark.django_db
    def test_our_credentials_go_to_twilio_alone(self) -> None:
        with standin.Provider() as stranger:
            url = f"{stranger.url}/Media/x"
            media = {"MediaUrl0": url, "MediaContentType0": "image/png"}
            self.comes(standin.webhook(MessageSid="m-1", From=PEER, Body="", NumMedia="1", **media))
            with pytest.raises(Exception, match="access token"):
                fetch(self.account.door, message=0, file=self.elsewhere()[0])

            assert "authorization" not in stranger.asked[0].headers

    @pytest.mark.django_db
    @pytest.mark.parametrize("own", ["https://desk.example", "https://desk.example:443"])
    @pytest.mark.parametrize("called", ["https://desk.example", "https://desk.example:443"])
    def test_the_usual_port_may_be_signed_or_not(
        self, own: str, called: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(settings.LIAISON, "URL", own)
        body = self.says("Where is my parcel?", id_="first-1")

        assert self.post(body, **standin.signed(body, f"{called}/hooks/sms/{self.account.key}/")) == 200
        other = standin.signed(body, f"https://desk.example:8443/hooks/sms/{self.account.key}/")
        assert self.post(body, **other) == 403

    @pytest.mark.django_db
    def test_what_the_carrier_filtered_is_said_in_words(self, cast: Cast) -> None:
        message = self._answered(cast)
        fields = {"MessageSid": self._there(message), "MessageStatus": "undelivered", "ErrorCode": "30007"}
        self.comes(standin.webhook(**fields, To=PEER, From=standin.NUMBER))

        message.refresh_from_db()
        assert "unwanted" in said(message.why_failed)


class AnyProvider(StandIn):
    """A provider that takes JSON or forms, with a bearer token."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Any] = []

    def answer(self, asked: Asked) -> Says:
        if asked.method == "GET":
            return Says(200, self.files[asked.path.rpartition("/")[2]][0])
        if asked.headers.get("authorization") != "Bearer open sesame":
            return Says(401, {"message": "who are you?"})
        self.messages.append(asked.json())
        return Says(201, {"id": f"out-{len(self.messages)}"})


class TestOtherSms(MessengerPromises):
    without = frozenset(
        {
            "test_a_void_token_is_found_before_anybody_sends",
            "test_when_the_time_to_answer_is_over_it_says_what_is_possible",
            "test_a_group_is_told_politely_once_a_day_and_no_ticket_is_opened",
        }
    )
    kind = "othersms"
    peer = PEER
    typed = {"number": "+37060000000", "token": "open sesame", "secret": "between us"}
    opens = ("token",)

    def make_provider(self) -> AnyProvider:
        return AnyProvider()

    def given(self) -> dict[str, str]:
        return self.typed | {"url": f"{self.provider.url}/send"}

    def says(self, text: str, *, id_: str) -> bytes:
        return json.dumps({"id": id_, "from": "370 612 34567", "text": text}).encode()

    def sends_file(self, *, id_: str, ref: str) -> bytes:
        file = {"url": f"{self.provider.url}/{ref}", "name": "a.png", "type": "image/png"}
        return json.dumps({"id": id_, "from": PEER, "files": [file]}).encode()

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes:
        event = {News.SEEN: "read", News.TAKEN_BACK: "deleted"}.get(news, str(news))
        return json.dumps({"id": id_, "event": event, "text": text}).encode()

    def signed(self, body: bytes) -> dict[str, str]:
        made = hmac.new(b"between us", body, hashlib.sha256).hexdigest()
        return {"X-Signature": f"sha256={made}"}

    def last_words(self) -> str:
        last = self.provider.messages[-1]
        assert (last["from"], last["to"]) == ("+37060000000", PEER)
        return str(last["text"])

    def sent_file(self) -> None:
        assert self.provider.messages[-1]["file"]["url"].startswith("https://desk.example/hooks/othersms/")

    @pytest.mark.django_db
    def test_a_form_is_read_as_well(self) -> None:
        self.content_type = "application/x-www-form-urlencoded"  # type: ignore[misc]
        self.comes(urlencode({"id": "f-1", "from": PEER, "text": "Labas"}).encode())

        assert Message.objects.get().text == "Labas"
