"""The demo company: it comes whole, looks alive, and goes without a trace."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import Client

from liaison.authority.models import Approval
from liaison.channels.email.reading.html_text import PlainText
from liaison.channels.email.reading.replies import split_reply
from liaison.channels.models import Parcel
from liaison.complaints.models import Complaint
from liaison.config.demo import loading, removing, story
from liaison.config.demo.models import Door, Made
from liaison.customers.models import Customer
from liaison.kit import clock
from liaison.orders.models import Invoice, Order, Product, Request
from liaison.orders.queries import everything
from liaison.orders.words import Due
from liaison.team.models import Brand, Department, Member
from liaison.tickets.models import Attachment, Contact, Dispatch, Message, Ticket
from tests.cast import Cast, ticket


def test_the_company_looks_alive(cast: Cast) -> None:
    loaded, at = loading.load(), clock.now()
    assert loaded.tickets >= 140
    assert loaded.customers >= 50
    languages = set(Message.objects.filter(direction="in").values_list("language", flat=True))
    assert {"en", "fr", "ru", "lt", "et", "vi"} <= languages
    by_status = dict(Ticket.objects.values_list("status").annotate(Count("pk")))
    assert by_status["open"] >= 15
    assert by_status["resolved"] >= 60
    assert by_status["waiting_customer"] >= 10
    assert at - timedelta(days=36) < Ticket.objects.earliest("created_at").created_at
    assert not Message.objects.filter(at__gt=at).exists()
    assert Approval.objects.filter(state="waiting", command="tickets.reply").exists()
    assert Message.objects.filter(state="bounced").count() == 1
    assert Parcel.objects.filter(state="unreadable").count() == 1
    assert set(Complaint.objects.values_list("standing", flat=True)) == {"open", "closed"}
    assert set(Attachment.objects.values_list("type", flat=True)) >= {"image/png", "application/pdf"}
    answers = Message.objects.filter(direction="in", subject__startswith="Re:")
    assert answers.exists()
    assert not Ticket.objects.filter(pk__in=answers.values("ticket"), messages_count=1).exists()
    assert not Dispatch.objects.filter(done_at=None).exists(), "mail would leave"
    with pytest.raises(ValueError, match="already"):
        loading.load()


def test_the_line_above_a_quotation_tells_the_day_in_every_language_and_is_understood() -> None:
    at = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
    for code in loading.LANGUAGES:
        voice = import_module(f"liaison.config.demo.words.{code}").VOICE
        above = story.above(voice, who="Marta Ilves", at=at)
        assert "2026" in above
        mail = PlainText(["It came.", "", above, "> It leaves today."], [False] * 4)
        assert split_reply(mail).reply.strip() == "It came.", above


def test_whoever_sits_at_the_machine_is_told_how_to_look_around(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def door(*, host: str = "localhost:8080", place: str = "127.0.0.1") -> str:
        asked = client.get("/sign-in/", headers={"host": host}, REMOTE_ADDR=place)
        return asked.content.decode()

    Door.objects.create(password="look-around")
    assert "Sign in as liina@havn.example" in door()
    assert "look-around" in door()
    assert "look-around" not in door(place="192.0.2.7")
    assert "look-around" not in door(host="desk.example")
    monkeypatch.setitem(settings.LIAISON, "URL", "https://desk.example")
    assert "look-around" not in door()
    monkeypatch.setitem(settings.LIAISON, "URL", "")
    Door.objects.all().delete()
    assert "Sign in as" not in door()


def test_an_administrator_is_told_with_what_its_agents_sign_in(cast: Cast, client: Client) -> None:
    Door.objects.create(password="look-around")
    Made.objects.create(noun="ticket", row=1)
    client.force_login(cast.ada)
    page = client.get("/configuration/demo/").content.decode()
    assert "look-around" in page
    assert "tess@havn.example" in page
    client.force_login(cast.bo)
    assert client.get("/configuration/demo/").status_code == 404


def test_it_goes_and_leaves_what_is_real(cast: Cast) -> None:
    one, two = ticket(cast), ticket(cast)
    rooms = (Ticket, Message, Contact, Customer, Member, Brand, Parcel)
    before = [set(room.objects.values_list("pk", flat=True)) for room in rooms]
    loading.load()
    advice = Department.objects.get(name="Outdoor advice")
    Ticket.objects.filter(pk=one.pk).update(department=advice)
    assert removing.remove() == ["Outdoor advice", "Havn Outdoor"]
    Brand.objects.get(name="Havn Outdoor")
    after = [set(room.objects.values_list("pk", flat=True)) for room in rooms]
    assert after[:5] == before[:5]
    assert set(Department.objects.values_list("name", flat=True)) == {"Service", "Billing", "Outdoor advice"}
    assert not Made.objects.exists()
    assert not Door.objects.exists()
    assert {one.pk, two.pk} == after[0]


def test_the_orders_of_which_the_mails_speak_are_there(cast: Cast) -> None:
    loading.load()

    assert Order.objects.count() >= 120
    assert {*Order.objects.values_list("status", flat=True)} == {"pending", "processed", "delivered"}
    for message in Message.objects.filter(ticket__subject__startswith="Where is my parcel? Order")[:4]:
        number = message.ticket.subject.split()[-1]
        order = Order.objects.get(number=number)
        assert order.customer_id == message.ticket.customer_id
        assert order.fulfilments.get().tracking
    unpaid = {one.number for one in everything(cast.ada, limit=500) if one.total.amount > one.paid.amount}
    assert unpaid
    assert unpaid == {*Invoice.objects.exclude(due=Due.PAID).values_list("order__number", flat=True)}
    assert {*Request.objects.values_list("kind", flat=True)} == {"refund", "return", "exchange", "voucher"}
    of_goods = Request.objects.filter(kind__in=["return", "exchange"])
    assert {"asked", "label_sent", "settled"} <= {*of_goods.values_list("state", flat=True)}
    removing.remove()
    assert not Order.objects.exists()
    assert not Product.objects.exists()
