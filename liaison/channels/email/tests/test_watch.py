"""The watchdog tells what does not work, and learns how often mail usually comes."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison.channels.actions import keep, send_due
from liaison.channels.email.tests.world import Outside, letter
from liaison.channels.models import Parcel
from liaison.channels.queries import warnings
from liaison.channels.rules import expected_parcels
from liaison.channels.watch import look
from liaison.kit import clock
from liaison.kit.health import HEALTH
from liaison.tickets.actions import reply
from tests.cast import Cast, ticket

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def office_hours(weeks: int) -> dict[datetime, int]:
    """Three mails an hour from nine to five on working days."""
    hours = (MONDAY + timedelta(hours=h) for h in range(weeks * 168))
    return {hour: 3 for hour in hours if hour.weekday() < 5 and 9 <= hour.hour < 17}


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (timedelta(days=14, hours=9), timedelta(days=14, hours=13), 12.0),
        (timedelta(days=14, hours=17), timedelta(days=15, hours=9), 0.0),
        (timedelta(days=18, hours=17), timedelta(days=21, hours=9), 0.0),
        (timedelta(days=14, hours=16, minutes=30), timedelta(days=15, hours=9, minutes=20), 2.5),
    ],
    ids=["four hours of work", "a night", "a weekend", "the end of one day and the beginning of the next"],
)
def test_nights_and_weekends_count_for_little(since: timedelta, until: timedelta, expected: float) -> None:
    came = {hour: count for hour, count in office_hours(3).items() if hour < MONDAY + since}
    counted = expected_parcels(came, first=MONDAY, since=MONDAY + since, until=MONDAY + until)
    assert counted == pytest.approx(expected)


@pytest.mark.django_db
def test_a_mailbox_silent_for_much_longer_than_usual_is_told_until_mail_comes(cast: Cast) -> None:
    start = clock.now()
    for n in range(10 * 24):
        keep(letter(text=str(n)), channel="email", door=cast.mailbox.door, key=str(n), envelope={})
        Parcel.objects.filter(key=str(n)).update(
            kept_at=start - timedelta(days=10) + timedelta(hours=n), state="read"
        )
    look()
    assert warnings() == []

    clock.travel(timedelta(hours=12))
    look()
    (alarm,) = warnings()
    assert (alarm.kind, alarm.says) == (
        "silence",
        "No mail has come to help@northwind.example for much longer than usual.",
    )
    assert not HEALTH.conditions()["mail silence"].well

    keep(letter(), channel="email", door=cast.mailbox.door, key="at last", envelope={})
    Parcel.objects.update(state="read")
    look()
    assert warnings() == []


@pytest.mark.django_db
def test_a_server_that_does_not_let_us_send_is_told_until_it_does(cast: Cast, world: Outside) -> None:
    matter = ticket(cast)
    world.sender_answer = "550 5.7.1 Not you"
    reply(matter, "Hello", by=cast.bo)
    send_due("email")
    (alarm,) = warnings()
    assert alarm.kind == "mail_out"
    assert alarm.says.startswith(
        "No mail can be sent from help@northwind.example. The server does not let us send"
    )

    world.sender_answer = ""
    reply(matter, "Hello again", by=cast.bo)
    send_due("email")
    assert warnings() == []


@pytest.mark.django_db
def test_a_growing_queue_is_told(cast: Cast) -> None:
    keep(letter(), channel="email", door=cast.mailbox.door, key="1", envelope={})
    reply(ticket(cast), "Hello", by=cast.bo)
    clock.travel(timedelta(minutes=10))
    look()

    assert [alarm.says for alarm in warnings()] == [
        "1 message came in and is not on a ticket yet.",
        "1 message should have been sent and was not.",
    ]
    assert HEALTH.conditions()["reading"].note == "1 messages wait to be read"
