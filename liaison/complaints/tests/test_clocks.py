"""The clocks run from the receipt, and nothing pauses them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from liaison.complaints import actions
from liaison.complaints.models import Complaint, Letter
from liaison.complaints.rules import Period, due
from liaison.complaints.tests.stage import complain, kind
from liaison.complaints.words import Unit
from liaison.journal.models import Entry
from liaison.kit.clock import now, travel
from liaison.tickets.models import Message, Ticket
from liaison.tickets.tests.asking import done, refused
from tests.cast import Cast, ticket

TALLINN = ZoneInfo("Europe/Tallinn")


@pytest.mark.parametrize(
    ("received", "period", "last"),
    [
        (datetime(2026, 5, 4, 12, tzinfo=UTC), Period(15, Unit.WORKING_DAYS), date(2026, 5, 25)),
        (datetime(2026, 5, 2, 12, tzinfo=UTC), Period(1, Unit.WORKING_DAYS), date(2026, 5, 4)),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), Period(1, Unit.MONTHS), date(2026, 2, 28)),
        (datetime(2026, 12, 15, 12, tzinfo=UTC), Period(2, Unit.MONTHS), date(2027, 2, 15)),
        (datetime(2026, 5, 4, 12, tzinfo=UTC), Period(8, Unit.WEEKS), date(2026, 6, 29)),
        (datetime(2026, 5, 4, 22, tzinfo=UTC), Period(1, Unit.DAYS), date(2026, 5, 6)),
    ],
)
def test_a_period_ends_with_its_last_day_where_the_company_is(
    received: datetime, period: Period, last: date
) -> None:
    end = due(received, period, zone=TALLINN)

    assert end == datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=TALLINN)


@pytest.mark.django_db
def test_the_clocks_run_from_the_receipt_and_not_from_the_opening(cast: Cast) -> None:
    received = now() - timedelta(days=20)
    one = complain(cast, received=received.isoformat())

    assert one.answer_by - received < timedelta(days=31)
    assert one.acknowledge_by < now()


@pytest.mark.django_db
def test_nothing_that_happens_to_the_ticket_moves_them(cast: Cast) -> None:
    one = complain(cast)
    before = (one.acknowledge_by, one.answer_by)
    for name, more in (
        ("tickets.wait", {"whom": "customer"}),
        ("tickets.resolve", {"reason": "solved"}),
        ("tickets.close", {}),
    ):
        done(name, cast.ana, ticket=one.ticket_id, **more)
    done("complaints.correct", cast.ana, complaint=one.pk, claim="It came four weeks late.")
    one.refresh_from_db()

    assert (one.acknowledge_by, one.answer_by) == before
    assert one.standing == "open"


@pytest.mark.django_db
def test_a_complaint_lives_on_when_its_ticket_is_closed(cast: Cast) -> None:
    one = complain(cast)
    done("tickets.resolve", cast.ana, ticket=one.ticket_id, reason="solved")

    done("complaints.decide", cast.ana, complaint=one.pk, outcome="upheld", reasons="It was late.")
    done("complaints.send_letter", cast.ana, complaint=one.pk, text="We uphold it.")
    assert Complaint.objects.get(pk=one.pk).answered_at is not None


@pytest.mark.django_db
def test_what_is_missed_is_written_down_once(cast: Cast) -> None:
    one = complain(cast)
    assert actions.notice_missed() == 0
    travel(timedelta(days=40))

    assert actions.notice_missed() == 2
    assert actions.notice_missed() == 0
    missed = Entry.objects.filter(about__ref=one.ref, kind__endswith="_missed")
    assert {entry.kind for entry in missed} == {
        "complaints.acknowledgement_missed",
        "complaints.answer_missed",
    }


@pytest.mark.django_db
def test_an_extension_has_a_reason_which_the_customer_is_told(cast: Cast) -> None:
    one = complain(cast)
    later = (one.answer_by + timedelta(days=10)).date()
    same = {"complaint": one.pk, "until": later}

    assert refused("complaints.extend", cast.ana, **same, reason=" ", told="By phone.") == "NoReason"
    assert refused("complaints.extend", cast.ana, **same, reason="The carrier is asked.") == "NotTold"
    done("complaints.extend", cast.ana, **same, reason="The carrier is asked.", text="We need ten days more.")
    one.refresh_from_db()
    assert one.answer_by.date() == later
    said = Message.objects.filter(ticket=one.ticket, direction="out").get()
    assert (said.text, Letter.objects.get().message_id) == ("We need ten days more.", said.pk)


@pytest.mark.django_db
def test_an_extension_goes_neither_back_nor_beyond_what_the_kind_allows(cast: Cast) -> None:
    one = complain(cast)
    told = {"complaint": one.pk, "reason": "The carrier is asked.", "told": "By phone."}
    first = one.answer_by

    for until, why in ((first, "NotLater"), (first + timedelta(days=31), "TooLong")):
        assert refused("complaints.extend", cast.ana, **told, until=until.date()) == why
    done("complaints.extend", cast.ana, **told, until=(first + timedelta(days=20)).date())
    # Counted from the first day: two extensions together are no longer than one.
    assert (
        refused("complaints.extend", cast.ana, **told, until=(first + timedelta(days=31)).date()) == "TooLong"
    )


@pytest.mark.django_db
def test_a_change_of_the_kind_leaves_what_has_come_in_as_it_is(cast: Cast) -> None:
    one = complain(cast)
    done("complaints.define_kind", cast.ada, kind=kind().pk, called="Service", acknowledge=1, answer=90)

    assert Complaint.objects.get(pk=one.pk).answer_by == one.answer_by
    assert complain(cast).answer_by > one.answer_by + timedelta(days=50)


@pytest.mark.django_db
def test_the_database_keeps_the_clocks_after_the_receipt(cast: Cast) -> None:
    one = complain(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=one.pk).update(answer_by=one.received_at - timedelta(days=1))


@pytest.mark.django_db
def test_nothing_comes_in_later_than_now(cast: Cast) -> None:
    one = ticket(cast)
    later = (now() + timedelta(hours=1)).isoformat()
    same = {"ticket": one.pk, "kind": kind().pk, "claim": "Late."}
    assert refused("complaints.open", cast.bo, **same, received=later) == "NotYetReceived"
    assert Ticket.objects.count() == 1
    assert Complaint.objects.count() == 0
