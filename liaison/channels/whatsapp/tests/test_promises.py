"""WhatsApp keeps what every messenger promises."""

import json
from datetime import timedelta

import pytest

from liaison.authority.actions import perform
from liaison.channels.actions import send_due
from liaison.channels.messaging.actions import bring_templates, check_accounts, try_account
from liaison.channels.messaging.commands import SendTemplate
from liaison.channels.messaging.models import Template
from liaison.channels.messaging.tests.promises import MessengerPromises
from liaison.channels.queries import warnings
from liaison.channels.whatsapp import standin
from liaison.kit import clock
from liaison.tickets.commands import Reply
from liaison.tickets.models import Message, Ticket
from liaison.tickets.words import News
from tests.cast import Cast

PEER = "37061234567"
CONTACTS = [{"profile": {"name": "Mira Kask"}, "wa_id": PEER}]
STATUSES = {News.DELIVERED: "delivered", News.SEEN: "read", News.FAILED: "failed"}


def said(id_: str, kind: str, **content: object) -> bytes:
    message = {"from": PEER, "id": id_, "timestamp": "1700000000", "type": kind, kind: content}
    return json.dumps(standin.webhook(contacts=CONTACTS, messages=[message]), ensure_ascii=False).encode()


class TestWhatsApp(MessengerPromises):
    kind = "whatsapp"
    peer = "+37061234567"
    typed = {
        "phone_number_id": standin.NUMBER,
        "business_id": standin.BUSINESS,
        "access_token": standin.TOKEN,
        "app_secret": standin.SECRET,
    }

    def make_provider(self) -> standin.Provider:
        return standin.Provider()

    def says(self, text: str, *, id_: str) -> bytes:
        return said(id_, "text", body=text)

    def sends_file(self, *, id_: str, ref: str) -> bytes:
        return said(id_, "image", id=ref, mime_type="image/png", sha256="…")

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes:
        if news is News.EDITED:
            words = {"type": "text", "text": {"body": text}}
            return said("edit-1", "edit", original_message_id=id_, message=words)
        if news is News.TAKEN_BACK:
            return said("revoke-1", "revoke", original_message_id=id_)
        status = {"id": id_, "status": STATUSES[news], "timestamp": "1700000001", "recipient_id": PEER}
        if news is News.FAILED:
            status["errors"] = [{"code": 131026, "title": "Message undeliverable"}]
        return json.dumps(standin.webhook(statuses=[status])).encode()

    def in_group(self) -> bytes:
        message = {
            "from": PEER,
            "group_id": "group-7",
            "id": "g-1",
            "timestamp": "1700000000",
            "type": "text",
        }
        body = standin.webhook(contacts=CONTACTS, messages=[message | {"text": {"body": "Hello all"}}])
        return json.dumps(body).encode()

    def signed(self, body: bytes) -> dict[str, str]:
        return standin.signed(body)[1]

    def last_words(self) -> str:
        return str(self.provider.messages[-1]["text"]["body"])

    @pytest.mark.django_db
    def test_a_template_is_sent_when_the_time_is_over(self, cast: Cast) -> None:
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        assert bring_templates(self.account) == 1
        clock.travel(timedelta(days=3))
        command = SendTemplate(
            ticket=Ticket.objects.get().pk, template=Template.objects.get().pk, values=["Mira", "812"]
        )
        perform(command, by=cast.bo)
        send_due("whatsapp")

        message = Message.objects.get(direction="out")
        assert (message.state, message.text) == ("sent", "Hello Mira, your order 812 is ready.")
        (sent,) = self.provider.messages
        assert sent["template"]["name"] == "order_ready"
        assert [one["text"] for one in sent["template"]["components"][0]["parameters"]] == ["Mira", "812"]

    @pytest.mark.django_db
    def test_what_meta_says_of_the_time_is_said_in_words(self, cast: Cast) -> None:
        self.provider.next = [standin.LATE]

        assert "template" in self._answered(cast).why_failed

    @pytest.mark.django_db
    def test_a_limit_told_by_its_code_is_a_limit(self, cast: Cast) -> None:
        self.provider.next = [standin.BUSY]

        assert self._answered(cast).state == "sending"

    @pytest.mark.django_db
    def test_the_address_is_confirmed_to_whoever_knows_the_token(self, client: object) -> None:
        token = self.account.token.reveal()
        where = f"/hooks/whatsapp/{self.account.key}/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="

        assert client.get(where + token).content == b"1158201444"
        assert client.get(where + "guessed").status_code == 403

    @pytest.mark.django_db
    @pytest.mark.parametrize("code", [131031, 131042, 368, 133010, 200])
    def test_a_number_that_may_send_nothing_is_told(self, cast: Cast, code: int) -> None:
        self.provider.next = [standin.error(code, "Business account locked", details="Pay your bill")]
        message = self._answered(cast)
        assert (message.state, "restricted" in message.why_failed) == ("failed", True)

        clock.travel(timedelta(minutes=11))
        assert ["Pay your bill" in alarm.says for alarm in warnings()] == [True]

    @pytest.mark.django_db
    def test_that_meta_tells_no_app_of_messages_is_told_until_it_does(self) -> None:
        check_accounts()
        assert [alarm.kind for alarm in warnings()] == ["messengers_in"]

        try_account(self.account)
        check_accounts()
        assert warnings() == []

    @pytest.mark.django_db
    def test_whoever_hides_their_number_behind_a_user_name_is_answered_by_their_id(self, cast: Cast) -> None:
        theirs = "LT.13491208655302741918"
        message = {"from_user_id": theirs, "id": "hidden-1", "timestamp": "1700000000", "type": "text"}
        contacts = [{"profile": {"name": "Mira Kask", "username": "mira"}, "user_id": theirs}]
        said = standin.webhook(contacts=contacts, messages=[message | {"text": {"body": "Where is it?"}}])
        self.comes(json.dumps(said).encode())
        ticket = Ticket.objects.get()
        assert Message.objects.get().from_address == theirs

        perform(Reply(ticket=ticket.pk, text="It is on its way."), by=cast.bo)
        send_due(self.kind)
        sent = self.provider.messages[-1]
        assert (sent.get("recipient"), "to" in sent) == (theirs, False)
