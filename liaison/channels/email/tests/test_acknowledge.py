"""The acknowledgement: with number and honest time, and no loop can feed on it."""

from datetime import timedelta

import pytest

from liaison.channels.actions import keep, read_waiting, send_due
from liaison.channels.email import loops
from liaison.channels.email.queries import DIRECTORY
from liaison.channels.email.tests.world import Outside, letter
from liaison.kit import clock
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_floods() -> None:
    loops.forget()


@pytest.fixture
def polite(cast: Cast) -> Cast:
    cast.service.acknowledges, cast.service.answers_within = True, timedelta(hours=4)
    cast.service.save()
    DIRECTORY.forget()
    return cast


def comes(cast: Cast, raw: bytes, **envelope: str) -> None:
    keep(
        raw,
        channel="email",
        door=cast.mailbox.door,
        key=str(hash(raw)),
        envelope={"from": "x@y.test"} | envelope,
    )
    read_waiting()


def acknowledged() -> int:
    return Message.objects.filter(auto_kind="acknowledgement").count()


def test_it_tells_the_number_and_an_honest_time_and_says_that_it_is_automatic(
    polite: Cast, world: Outside
) -> None:
    comes(polite, letter(text="Where is my parcel? I have been waiting for it for a week now."))
    send_due("email")

    (out,) = world.taken
    number = Ticket.objects.get().number
    words = out.mail.get_body(("plain",)).get_content()
    assert f"Its number is {number}." in words
    assert "A person will answer you within 4 hours." in words
    assert out.mail["Auto-Submitted"] == "auto-replied"
    assert Ticket.objects.get().waiting_since is not None


def test_it_speaks_the_customers_language_if_it_is_one_of_ours(polite: Cast, world: Outside) -> None:
    comes(
        polite, letter(text="Guten Tag, wo bleibt denn mein Paket? Ich warte schon seit einer Woche darauf.")
    )
    comes(
        polite,
        letter(
            sender="ivan@example.org",
            text="Здравствуйте! Где моя посылка? Я жду её уже целую неделю, ответьте, пожалуйста.",
        ),
    )
    send_due("email")

    first, second = (out.mail.get_body(("plain",)).get_content() for out in world.taken)
    assert first.startswith("Hello,")
    assert second.startswith("Здравствуйте!")
    assert "в течение 4 часов" in second


def test_a_department_that_does_not_wish_it_says_nothing(cast: Cast) -> None:
    comes(cast, letter())
    assert acknowledged() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.shop.test>"},
        {"X_Auto_Response_Suppress": "All"},
        {"sender": "no-reply@shop.test"},
        {"sender": "MAILER-DAEMON@mx.test"},
        {"sender": "bills@northwind.example"},
        {"Reply_To": "noreply@shop.test"},
        {"Reply_To": "help@northwind.example"},
    ],
    ids=lambda headers: next(iter(headers.values())),
)
def test_what_no_person_reads_is_not_answered(polite: Cast, headers: dict[str, str]) -> None:
    comes(polite, letter(**headers))

    assert Message.objects.count() == 1
    assert acknowledged() == 0


def test_a_mail_with_an_empty_sender_on_the_envelope_is_not_answered(polite: Cast) -> None:
    comes(polite, letter(), **{"from": ""})
    assert acknowledged() == 0


def test_a_sender_gets_one_in_four_hours_and_three_a_day(polite: Cast) -> None:
    given = []
    for hour in range(0, 24, 2):
        comes(polite, letter(subject=f"Matter {hour}", text=f"Matter {hour}"))
        given.append(acknowledged())
        clock.travel(timedelta(hours=2))

    assert given == [1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3]


def test_two_machines_that_answer_each_other_come_to_an_end(polite: Cast, world: Outside) -> None:
    """Theirs does not say that it is one, and begins a new thread with every answer."""
    comes(polite, letter(subject="Hello"))
    for round_ in range(40):
        send_due("email")
        for out in world.taken:
            comes(polite, letter(subject=f"Re: {out.mail['Subject']}", text=f"I am away, {round_}"))
        comes(polite, letter(subject="Re: Hello", text=f"I am still away, {round_}"))
        clock.travel(timedelta(minutes=1))

    assert acknowledged() == 1
    assert Ticket.objects.count() <= 11
    assert Message.objects.filter(direction="in").count() > 40


def test_a_flood_of_automatic_answers_comes_onto_one_ticket_and_none_is_lost(polite: Cast) -> None:
    for n in range(30):
        comes(polite, letter(subject=f"Out of office {n}", text=f"Away {n}", Auto_Submitted="auto-replied"))

    assert Ticket.objects.count() == 10
    assert Message.objects.filter(direction="in").count() == 30
    assert Message.objects.filter(placed="flood").count() == 20


def test_a_person_who_writes_much_is_no_flood(polite: Cast) -> None:
    for n in range(15):
        comes(polite, letter(subject=f"Order {n}", text=f"Order {n}"))

    assert Ticket.objects.count() == 15
