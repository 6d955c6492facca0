"""What every messenger promises, as tests: its own test class inherits them and brings its provider's stand-in."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from liaison.authority.actions import perform
from liaison.authority.words import Refused
from liaison.channels.actions import read_waiting, send_due
from liaison.channels.errors import FileTooLarge, TypeNotCarried
from liaison.channels.messaging import tasks
from liaison.channels.messaging.actions import open_account
from liaison.channels.messaging.messenger import MB
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import MESSENGERS
from liaison.channels.messaging.standin import Says, StandIn
from liaison.channels.messaging.tests.working import WorkingPromises
from liaison.channels.models import Parcel
from liaison.channels.testing import ChannelPromises
from liaison.files import actions as files
from liaison.files.queries import read as read_bytes
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.tickets import actions as tickets
from liaison.tickets.commands import Reply
from liaison.tickets.models import Dispatch, Message, Ticket
from liaison.tickets.words import Elsewhere, Enclosed, News

Signed = tuple[bytes, dict[str, str]]
PICTURE = b"\x89PNG\r\n\x1a\n and a picture"


class MessengerPromises(WorkingPromises, ChannelPromises):
    """Inherit it as `class TestWhatsApp(MessengerPromises)` and say how the provider writes.

    peer: the customer's address as we know it. typed: what an administrator typed, without the server. words: what the
    provider's stand-in was given last. Webhooks are made by `says`, `sends_file`, `tells`. receipts: of which the
    provider tells. without: promises about what the provider knows nothing of; they are no tests of that messenger.
    """

    peer: ClassVar[str]
    typed: ClassVar[dict[str, str]]
    content_type: ClassVar[str] = "application/json"
    receipts: ClassVar[tuple[str, ...]] = ("delivered", "seen", "failed")
    without: ClassVar[frozenset[str]] = frozenset()
    provider: Any
    account: Account

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        made_here = vars(WorkingPromises) | vars(MessengerPromises)
        promises = {name: made for name, made in made_here.items() if name.startswith("test_")}
        assert cls.without <= promises.keys(), cls.without - promises.keys()
        for name in promises:
            if name in cls.without:
                setattr(cls, name, None)
            elif getattr(cls, name) is None:  # What the one it inherits from cannot promise.
                setattr(cls, name, promises[name])

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """One test for each receipt of which the provider tells."""
        if {"news", "state"} <= set(metafunc.fixturenames):
            known = {"delivered": "delivered", "seen": "seen", "failed": "bounced"}
            metafunc.parametrize(("news", "state"), [(one, known[one]) for one in self.receipts])

    def make_provider(self) -> StandIn:
        """The stand-in."""
        raise NotImplementedError

    def says(self, text: str, *, id_: str) -> bytes:
        """A webhook in which the customer says something."""
        raise NotImplementedError

    def sends_file(self, *, id_: str, ref: str) -> bytes | None:
        """A webhook in which the customer sends a picture."""
        return None

    def tells(self, news: News, *, id_: str, text: str = "") -> bytes | None:
        """A webhook with a receipt of our message, or an edit or a deletion of the customer's. id_: there."""
        return None

    def in_group(self) -> bytes | None:
        """A webhook in which somebody speaks in a group."""
        return None

    def signed(self, body: bytes) -> dict[str, str]:
        """The headers that prove a webhook."""
        raise NotImplementedError

    def last_words(self) -> str:
        """The words which the provider was given last."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _connected(self, cast: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setitem(settings.LIAISON, "ALLOW_PRIVATE", ("127.0.0.1",))
        monkeypatch.setitem(settings.LIAISON, "UNDO_SECONDS", 0)
        with self.make_provider() as self.provider:
            self.account = open_account(
                self.kind, "Our number", department=cast.service, given=self.given(), by=SYSTEM
            )
            yield

    def given(self) -> dict[str, str]:
        """What was typed, with the stand-in as the server."""
        return self.typed | {"server": self.provider.url}

    def door(self, cast: Any) -> str:
        return self.account.door

    def raw(self, text: str) -> bytes:
        return self.says(text, id_="promised-1")

    def break_the_way_out(self) -> None:
        self.provider.next = [Says(500), Says(500)] * 3

    def post(self, body: bytes, **headers: str) -> int:
        """Call the webhook as the provider does; return the status."""
        sent = headers or self.signed(body)
        where = f"/hooks/{self.kind}/{self.account.key}/"
        answer = Client().post(where, body, content_type=self.content_type, headers=sent)
        return int(answer.status_code)

    def comes(self, body: bytes | None) -> None:
        """Have a webhook taken and read."""
        assert body is not None
        assert self.post(body) == 200
        read_waiting()

    def _answered(self, cast: Any, text: str = "It is on its way.", **more: Any) -> Message:
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        message = tickets.reply(Ticket.objects.get(), text, by=cast.bo, **more)
        send_due(self.kind)
        message.refresh_from_db()
        return message

    def _there(self, message: Message) -> str:
        """The id of a message of ours at the provider."""
        return message.external_id.rpartition("/")[2]

    @pytest.mark.django_db
    def test_from_webhook_to_ticket_to_answer(self, cast: Any) -> None:
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        ticket = Ticket.objects.get()
        assert (ticket.subject, ticket.door, ticket.department) == (
            "Where is my parcel?", self.account.door, cast.service,
        )  # fmt: skip
        assert Message.objects.get().from_address == self.peer

        perform(Reply(ticket=ticket.pk, text="It is on its way."), by=cast.bo)
        send_due(self.kind)
        assert self.last_words() == "It is on its way."
        assert Message.objects.get(direction="out").state == "sent"

    @pytest.mark.django_db
    def test_a_conversation_goes_on_upon_its_ticket_until_that_is_closed(self, cast: Any) -> None:
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        first = Ticket.objects.get()
        tickets.resolve(first, by=cast.bo)
        self.comes(self.says("It still has not come.", id_="second-1"))
        first.refresh_from_db()
        assert (Ticket.objects.count(), first.status) == (1, "open")

        tickets.resolve(first, by=cast.bo)
        clock.travel(timedelta(days=8))
        self.comes(self.says("Another matter.", id_="third-1"))
        assert Ticket.objects.count() == 2

    @pytest.mark.django_db
    def test_a_forged_webhook_is_refused_and_not_kept(self) -> None:
        body = self.says("I am the queen of Spain.", id_="forged-1")

        assert self.post(body, **{"X-Nothing": "1"}) == 403
        wrong = {
            name: value[:-1] + ("0" if value[-1] != "0" else "1") for name, value in self.signed(body).items()
        }
        assert self.post(body, **wrong) == 403
        assert not Parcel.objects.exists()

    @pytest.mark.django_db
    def test_a_replayed_webhook_changes_nothing(self) -> None:
        body = self.says("Where is my parcel?", id_="first-1")
        for _ in range(3):
            self.comes(body)

        assert (Parcel.objects.count(), Message.objects.count()) == (1, 1)

    @pytest.mark.django_db
    def test_the_same_message_in_another_webhook_is_one_message(self) -> None:
        for _ in range(2):
            self.comes(self.says("Where is my parcel?", id_="first-1") + b" ")
            self.comes(self.says("Where is my parcel?", id_="first-1"))

        assert Message.objects.count() == 1

    @pytest.mark.django_db
    def test_a_huge_webhook_is_refused(self) -> None:
        assert self.post(self.says("a" * 2**20, id_="huge-1")) == 413
        assert not Parcel.objects.exists()

    @pytest.mark.django_db
    def test_a_closed_account_takes_nothing(self) -> None:
        Account.objects.update(closed_at=clock.now())

        assert self.post(self.says("Hello?", id_="first-1")) == 404

    @pytest.mark.django_db
    def test_a_file_of_a_customer_is_fetched_after_its_words(self) -> None:
        ref = uuid4().hex
        body = self.sends_file(id_="file-1", ref=ref)
        assert body is not None
        self.provider.files[ref] = (PICTURE, "image/png")
        self.comes(body)
        message = Message.objects.get()
        assert message.text
        (file,) = self.elsewhere()
        for _ in range(2):
            tasks.fetch(self.account.door, message.pk, asdict(file))

        (attached,) = message.attachments.all()
        assert (read_bytes(attached.blob_id), attached.type) == (PICTURE, "image/png")

    def elsewhere(self) -> list[Elsewhere]:
        """The files of the last webhook."""
        parcel = self._as_kept(Parcel.objects.latest("pk"))
        return [file for arrival in MESSENGERS[self.kind].read(parcel) for file in arrival.elsewhere]  # type: ignore[union-attr]

    @pytest.mark.django_db
    def test_a_file_of_ours_goes_with_the_words(self, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(settings.LIAISON, "URL", "https://desk.example")
        kept = Enclosed(files.keep(PICTURE), "parcel.png", "image/png", len(PICTURE))
        message = self._answered(cast, enclosed=[kept])

        assert message.state == "sent", message.dispatch.error
        self.sent_file()

    def sent_file(self) -> None:
        """Assert that the provider was given the picture."""
        assert any(PICTURE in asked.body for asked in self.provider.asked)

    @pytest.mark.django_db
    def test_a_busy_provider_is_asked_again_when_it_wishes(self, cast: Any) -> None:
        self.provider.next = [self.busy(seconds=900)]
        message = self._answered(cast)
        dispatch = Dispatch.objects.get()

        assert (message.state, dispatch.done_at) == ("sending", None)
        assert dispatch.due_at > clock.now() + timedelta(minutes=14)
        clock.travel(timedelta(minutes=16))
        send_due(self.kind)
        assert Message.objects.get(direction="out").state == "sent"

    def busy(self, *, seconds: int) -> Says:
        """How the provider asks us to wait."""
        return Says(429, {}, {"Retry-After": str(seconds)})

    @pytest.mark.django_db
    def test_an_ill_provider_is_asked_again(self, cast: Any) -> None:
        self.provider.next = [Says(503, b"<html>upstream</html>")]
        message = self._answered(cast)

        assert (message.state, message.why_failed) == ("sending", "")
        clock.travel(timedelta(minutes=1))
        send_due(self.kind)
        assert self.last_words() == "It is on its way."

    @pytest.mark.django_db
    def test_a_provider_who_is_not_there_is_asked_again(self, cast: Any) -> None:
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        self.provider.close()
        tickets.reply(Ticket.objects.get(), "It is on its way.", by=cast.bo)
        send_due(self.kind)

        assert Dispatch.objects.get().done_at is None
        assert Dispatch.objects.get().error

    @pytest.mark.django_db
    def test_when_the_time_to_answer_is_over_it_says_what_is_possible(self, cast: Any) -> None:
        can = MESSENGERS[self.kind].can
        assert can.reply_within is not None
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        ticket = Ticket.objects.get()
        clock.travel(can.reply_within - timedelta(minutes=1))
        in_time = tickets.reply(ticket, "It is on its way.", by=cast.bo)
        clock.travel(timedelta(minutes=2))
        refused = perform(Reply(ticket=ticket.pk, text="Are you there?"), by=cast.bo)
        send_due(self.kind)

        assert isinstance(refused, Refused)
        assert ("template" in refused.reason) == can.templates
        assert Message.objects.filter(direction="out").count() == 1
        in_time.refresh_from_db()
        assert (in_time.state, "template" in in_time.why_failed) == ("failed", can.templates)
        assert Ticket.objects.get().status == "open"

    @pytest.mark.django_db
    def test_a_file_that_is_not_carried_is_refused_before_it_is_sent_and_says_what_would_be_right(
        self, cast: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(settings.LIAISON, "URL", "https://desk.example")
        can = MESSENGERS[self.kind].can
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        ticket = Ticket.objects.get()
        type_, most = can.each[0] if can.each else ("image/png", can.files)
        large = Enclosed("0" * 64, "much.png", type_, most + 1)
        with pytest.raises(FileTooLarge, match=f"{most / MB:g} MB"):
            MESSENGERS[self.kind].must_take(large)
        if can.each:
            odd = Enclosed(files.keep(b"MZ"), "setup.exe", "application/x-msdownload", 2)
            with pytest.raises(TypeNotCarried, match="JPG"):
                tickets.add_file(ticket, odd, by=cast.bo)
            with pytest.raises(TypeNotCarried):
                tickets.reply(ticket, "Here it is.", enclosed=[odd], by=cast.bo)
        assert not Message.objects.filter(direction="out").exists()

    @pytest.mark.django_db
    def test_receipts_are_the_state_of_our_message(self, cast: Any, news: str, state: str) -> None:
        message = self._answered(cast)
        body = self.tells(News(news), id_=self._there(message))
        assert body is not None
        self.comes(body)

        message.refresh_from_db()
        assert message.state == state

    @pytest.mark.django_db
    def test_a_receipt_may_be_quicker_than_the_answer(self, cast: Any) -> None:
        """The webhook is read before the provider's answer to our call is written down."""
        message = self._answered(cast)
        body = self.tells(News.DELIVERED, id_=self._there(message))
        assert body is not None
        known = message.external_id
        Message.objects.filter(pk=message.pk).update(external_id="", state="sending")
        self.comes(body)
        tickets.sent(message.dispatch, external_id=known)

        message.refresh_from_db()
        assert message.state == "delivered"

    @pytest.mark.django_db
    def test_an_edited_message_shows_the_new_words_and_keeps_the_old(self) -> None:
        self.comes(self.says("Where is my parcle?", id_="first-1"))
        body = self.tells(News.EDITED, id_="first-1", text="Where is my parcel?")
        assert body is not None
        for _ in range(2):
            self.comes(body)

        message = Message.objects.get()
        assert (message.text, message.edited_at is not None) == ("Where is my parcel?", True)
        assert list(message.wordings.values_list("text", flat=True)) == ["Where is my parcle?"]

    @pytest.mark.django_db
    def test_a_deleted_message_stays_and_is_marked(self) -> None:
        self.comes(self.says("Where is my parcel?", id_="first-1"))
        body = self.tells(News.TAKEN_BACK, id_="first-1")
        assert body is not None
        self.comes(body)

        message = Message.objects.get()
        assert (message.text, message.deleted_at is not None) == ("Where is my parcel?", True)

    @pytest.mark.django_db
    def test_a_group_is_told_politely_once_a_day_and_no_ticket_is_opened(self) -> None:
        body = self.in_group()
        assert body is not None
        self.comes(body)
        (declined,) = MESSENGERS[self.kind].read(self._as_kept(Parcel.objects.get()))
        for _ in range(2):
            tasks.decline(declined.account, declined.peer)  # type: ignore[union-attr]

        assert not Ticket.objects.exists()
        assert len([asked for asked in self.provider.asked if b"groups" in asked.body]) == 1

    @pytest.mark.django_db
    def test_trying_it_out_says_what_it_is_called_there(self) -> None:
        messenger = MESSENGERS[self.kind]

        assert messenger.connect(self.account, "https://desk.example/hooks/")
