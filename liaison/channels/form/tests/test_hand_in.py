"""Somebody fills a form in, and is answered by mail."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.authority.actions import perform
from liaison.channels.actions import read_waiting
from liaison.channels.form.actions import change_form
from liaison.channels.form.models import Consent, Form
from liaison.channels.form.stamps import new_stamp
from liaison.channels.form.tests.conftest import MIRAS, Send
from liaison.channels.models import Parcel
from liaison.files.queries import read as read_bytes
from liaison.kit.actor import SYSTEM
from liaison.tickets.commands import Reply
from liaison.tickets.models import Dispatch, Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_what_is_handed_in_is_a_ticket_of_the_department_with_all_answers(send: Send, cast: Cast) -> None:
    answer = send(**MIRAS)
    assert (answer.status_code, answer["Location"].partition("?")[0].endswith("/thanks/")) == (302, True)
    read_waiting()

    ticket, message = Ticket.objects.get(), Message.objects.get(direction="in")
    assert (ticket.department, ticket.channel, ticket.subject) == (
        cast.service,
        "form",
        "The blue one came broken.",
    )
    assert (message.from_name, message.from_address) == ("Mira Kask", "mira@example.com")
    assert message.text == (
        "The blue one came broken.\n\nYour name: Mira Kask\nYour e-mail address: mira@example.com"
    )


def test_the_answer_goes_by_mail_to_the_address_that_was_given(send: Send, cast: Cast) -> None:
    send(**MIRAS)
    read_waiting()
    perform(Reply(ticket=Ticket.objects.get().pk, text="We send another one."), by=cast.bo)

    message = Message.objects.filter(direction="out", auto_kind="").get()
    assert (message.channel, message.to) == ("email", [["mira@example.com", "Mira Kask"]])
    assert Dispatch.objects.get(message=message).door == cast.mailbox.door


def test_the_same_page_sent_twice_is_one_ticket(send: Send, form: Form) -> None:
    stamp = new_stamp(form.key).text
    assert [send(stamp=stamp, **MIRAS).status_code for _ in range(2)] == [302, 302]
    read_waiting()
    send(stamp=stamp, **MIRAS)
    read_waiting()

    assert (Ticket.objects.count(), Message.objects.filter(direction="in").count()) == (1, 1)


def test_it_is_kept_before_anybody_is_thanked(send: Send) -> None:
    send(**MIRAS)

    assert (Parcel.objects.get().state, Ticket.objects.count()) == ("kept", 0)


def test_files_come_along(send: Send) -> None:
    send(**MIRAS, files=[SimpleUploadedFile("../broken.png", b"\x89PNG", "image/png")])
    read_waiting()

    (file,) = Message.objects.get(direction="in").attachments.all()
    assert (file.name, file.type, read_bytes(file.blob_id)) == ("broken.png", "image/png", b"\x89PNG")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"email": "mira"}, "Write an e-mail address, such as name@example.com."),
        ({"email": ""}, "This is needed."),
        ({"message": " \n "}, "This is needed."),
        ({"name": "a" * 301}, "Up to 300 characters, please."),
        ({"email": "help@northwind.example"}, "Write your own address here, not ours."),
        (
            {"email": "a@b.example\r\nBcc: all@b.example"},
            "Write an e-mail address, such as name@example.com.",
        ),
    ],
    ids=["no address", "no answer", "only space", "too long", "our own", "two headers"],
)
def test_a_wrong_answer_is_named_and_nothing_is_lost(send: Send, said: dict[str, str], problem: str) -> None:
    answer = send(**(MIRAS | said))

    page = answer.content.decode()
    assert (answer.status_code, problem in page, "aria-invalid" in page) == (422, True, True)
    assert "Mira Kask" in page or "name" in said
    assert not Parcel.objects.exists()


def test_what_people_do_not_see_must_stay_empty(send: Send) -> None:
    answer = send(**MIRAS, website="https://spam.example")

    assert (answer.status_code, Parcel.objects.count()) == (422, 0)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(hours=13)], ids=["at once", "next day"])
def test_a_page_sent_too_soon_or_too_late_is_sent_once_more(send: Send, after: timedelta) -> None:
    answer = send(after=after, **MIRAS)

    assert (answer.status_code, Parcel.objects.count()) == (422, 0)
    assert b"send it once more" in answer.content
    stamp = answer.content.decode().partition('name="stamp" value="')[2].partition('"')[0]
    assert send(stamp=stamp, **MIRAS).status_code == 302


def test_a_stamp_of_another_form_or_a_forged_one_is_none(send: Send) -> None:
    for stamp in (new_stamp("another").text, "abc:12345678:1:x", "x"):
        assert send(stamp=stamp, **MIRAS).status_code == 422
    assert not Parcel.objects.exists()


def test_from_one_place_nobody_hands_in_without_end(send: Send) -> None:
    assert [send(**MIRAS).status_code for _ in range(11)][-2:] == [302, 429]


def test_html_in_every_field_is_words_and_nothing_else(send: Send, form: Form, cast: Cast) -> None:
    page = send(name=SCRIPT, email=SCRIPT, message=SCRIPT).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page

    change_form(form, by=SYSTEM, heading={"en": SCRIPT}, thanks={"en": SCRIPT}, lead={"en": SCRIPT})
    for address in (f"/forms/{form.key}/", f"/forms/{form.key}/thanks/"):
        assert "<img" not in Client().get(address).content.decode()

    send(**(MIRAS | {"name": SCRIPT, "message": SCRIPT}))
    read_waiting()
    client = Client()
    client.force_login(cast.bo)
    shown = client.get(f"/tickets/{Ticket.objects.get().number}/").content.decode()
    assert "&lt;script&gt;alert" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_nobody_is_greeted_with_a_strangers_words(send: Send) -> None:
    """Whoever types another's address into a form must not send them anything of their own."""
    send(**MIRAS)
    read_waiting()

    (letter,) = Message.objects.filter(auto_kind="acknowledgement")
    assert (letter.to, str(Ticket.objects.get().number) in letter.subject) == (
        [["mira@example.com", ""]],
        True,
    )
    assert "blue" not in letter.text + letter.subject
    assert "Mira" not in letter.text + letter.subject

    send(**MIRAS)
    read_waiting()
    assert Message.objects.filter(auto_kind="acknowledgement").count() == 1


def test_a_question_on_a_condition_is_asked_only_then(send: Send, form: Form) -> None:
    change_form(form, by=SYSTEM, fields=TOPICS)

    assert b"This is needed." in send(email="mira@example.com", topic="returns").content
    send(email="mira@example.com", topic="other", number="4711")
    read_waiting()
    assert "4711" not in Message.objects.get(direction="in").text


TOPICS = [
    {"name": "email", "kind": "email", "label": {"en": "Address"}, "required": True},
    {
        "name": "topic",
        "kind": "choice",
        "label": {"en": "Topic"},
        "options": [
            {"value": "returns", "label": {"en": "A return"}},
            {"value": "other", "label": {"en": "Other"}},
        ],
    },
    {
        "name": "number",
        "kind": "text",
        "label": {"en": "Order"},
        "required": True,
        "when": {"field": "topic", "is": ["returns"]},
    },
]


def test_a_consent_is_written_down_with_its_words(send: Send, form: Form) -> None:
    asked = {"name": "yes", "kind": "consent", "label": {"en": "You may call me."}, "required": True}
    change_form(form, by=SYSTEM, fields=[*form.fields, asked])

    assert b"Please agree to this first." in send(**MIRAS).content
    send(**MIRAS, yes="on")
    read_waiting()
    given = Consent.objects.get()
    assert (given.words, given.customer) == ("You may call me.", Ticket.objects.get().customer)


def test_a_closed_form_is_gone(form: Form, send: Send) -> None:
    Form.objects.update(closed_at=form.created_at)

    assert (Client().get(f"/forms/{form.key}/").status_code, send(**MIRAS).status_code) == (404, 404)


def test_no_cookie_is_set(form: Form, send: Send) -> None:
    client = Client()
    client.get(f"/forms/{form.key}/")
    send(client, **MIRAS)

    assert not client.cookies
