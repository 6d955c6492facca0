"""Handling: who does, what is offered, what is decided, what happens outside."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liaison.complaints import actions
from liaison.complaints.models import Complaint, Evidence, Finding, Offer, Stage
from liaison.complaints.tests.stage import complain, kind
from liaison.files.actions import bring, keep
from liaison.kit.clock import now, travel
from liaison.tickets.models import Message
from liaison.tickets.tests.asking import done, refused
from tests.cast import JONAS, Cast, ticket

pytestmark = pytest.mark.django_db


def _now(one: Complaint) -> Complaint:
    return Complaint.objects.get(pk=one.pk)


def test_it_knows_its_ticket_its_customer_and_how_it_came(cast: Cast) -> None:
    one = complain(cast, amount="12.5", currency="eur", order="1042")
    assert one.ticket
    assert (one.customer_id, one.channel) == (one.ticket.customer_id, "email")
    assert (str(one.amount), one.currency, one.order) == ("12.5000", "EUR", "1042")


def test_it_is_opened_by_hand_without_a_ticket(cast: Cast) -> None:
    given = {"kind": kind("privacy").pk, "claim": "You kept my address.", "department": cast.service.pk}
    made = done("complaints.open", cast.bo, **given, customer=ticket(cast).customer_id, channel="letter")
    one = Complaint.objects.get(pk=made["complaint"])

    assert (one.ticket, one.channel, one.customer.name) == (None, "letter", "Mira Kask")  # type: ignore[union-attr]
    done("complaints.decide", cast.ana, complaint=one.pk, outcome="upheld", reasons="We did.")
    assert refused("complaints.send_letter", cast.ana, complaint=one.pk, text="Dear Mira") == "NoTicket"
    done("complaints.send_letter", cast.ana, complaint=one.pk, told="By registered letter.")
    assert _now(one).answered_at is not None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"claim": "  "}, "NothingSaid"),
        ({"amount": "3", "currency": "XXZ"}, "NotACurrency"),
        ({"amount": "3"}, "NotACurrency"),
        ({"kind": 0}, "NotAComplaintKind"),
        ({"concerns": [0]}, "NotThere"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, given: dict[str, object], why: str) -> None:
    wished = {"ticket": ticket(cast).pk, "kind": kind().pk, "claim": "Late."}
    assert refused("complaints.open", cast.bo, **(wished | given)) == why
    assert Complaint.objects.count() == 0


def test_only_whoever_may_handle_complaints_answers_for_one(cast: Cast) -> None:
    one = complain(cast)
    assert refused("complaints.take", cast.ana, complaint=one.pk, to=cast.bo.pk) == "CannotHandle"
    done("complaints.take", cast.ana, complaint=one.pk)
    assert _now(one).handler_id == cast.ana.pk


def test_whom_it_turns_out_to_be_about_does_not_answer_for_it_any_more(cast: Cast) -> None:
    one = complain(cast)
    done("complaints.take", cast.ana, complaint=one.pk)
    done("complaints.concern", cast.ada, complaint=one.pk, member=cast.ana.pk)

    assert _now(one).handler_id is None
    assert refused("complaints.take", cast.ada, complaint=one.pk, to=cast.ana.pk) == "IsConcerned"
    done("complaints.unconcern", cast.ada, complaint=one.pk, member=cast.ana.pk)
    done("complaints.take", cast.ana, complaint=one.pk)


def test_a_file_is_evidence_only_from_whoever_brought_it(cast: Cast) -> None:
    one = complain(cast)
    told = {"name": "photo.png", "type": "image/png", "size": 3}
    theirs, own = keep(b"abc"), bring(b"abd", by=cast.bo.ref)
    same = {"complaint": one.pk, "side": "customer"}

    assert (
        refused("complaints.add_evidence", cast.bo, **same, files=[told | {"sha256": theirs}]) == "NotAFile"
    )
    assert refused("complaints.add_evidence", cast.bo, **same) == "NothingSaid"
    done("complaints.add_evidence", cast.bo, **same, files=[told | {"sha256": own}])
    message = Message.objects.filter(ticket=one.ticket).latest("pk").pk
    done("complaints.add_evidence", cast.bo, **same, message=message, words="The first letter")
    assert [(e.name, e.message_id, e.words) for e in Evidence.objects.order_by("pk")] == [
        ("photo.png", None, ""),
        ("", message, "The first letter"),
    ]


def test_an_offer_is_answered_once(cast: Cast) -> None:
    one = complain(cast)
    offer = done("complaints.make_offer", cast.ana, complaint=one.pk, text="A voucher")["offer"]
    done("complaints.answer_offer", cast.ana, offer=offer, accepted=False)

    assert Offer.objects.get().state == "declined"
    assert refused("complaints.answer_offer", cast.ana, offer=offer, accepted=True) == "OfferSettled"


def test_an_offer_lapses(cast: Cast) -> None:
    one = complain(cast)
    until = now() + timedelta(days=3)
    same = {"complaint": one.pk, "text": "A voucher"}
    assert refused("complaints.make_offer", cast.ana, **same, until=now() - timedelta(days=1)) == "OfferPast"
    offer = done("complaints.make_offer", cast.ana, **same, until=until)["offer"]
    assert actions.expire_offers() == 0
    travel(timedelta(days=4))

    # Before the clockwork comes by, it is no longer accepted either.
    assert refused("complaints.answer_offer", cast.ana, offer=offer, accepted=True) == "OfferSettled"
    assert actions.expire_offers() == 1
    assert Offer.objects.get().state == "expired"


def test_it_is_decided_then_answered_then_closed(cast: Cast) -> None:
    one = complain(cast)
    same = {"complaint": one.pk}
    assert refused("complaints.send_letter", cast.ana, **same, text="Dear Mira") == "NotDecided"
    assert refused("complaints.close", cast.ana, **same) == "NotDecided"
    assert refused("complaints.decide", cast.ana, **same, outcome="upheld") == "NothingSaid"
    done("complaints.decide", cast.ana, **same, outcome="partly", reasons="Half of it.", cause="partner")
    assert refused("complaints.decide", cast.ana, **same, outcome="upheld", reasons="All.") == "NotUndecided"
    assert refused("complaints.close", cast.ana, **same) == "NotAnswered"
    done("complaints.send_letter", cast.ana, **same, text="Dear Mira")
    done("complaints.close", cast.ana, **same)

    assert (_now(one).standing, _now(one).outcome) == ("closed", "partly")
    assert refused("complaints.make_offer", cast.ana, **same, text="More") == "AlreadyClosed"


def test_what_was_withdrawn_is_closed_without_a_letter(cast: Cast) -> None:
    one = complain(cast)
    done("complaints.decide", cast.ana, complaint=one.pk, outcome="withdrawn")
    done("complaints.close", cast.ana, complaint=one.pk)
    assert _now(one).standing == "closed"
    travel(timedelta(days=60))
    assert actions.notice_missed() == 1  # The receipt was never acknowledged.


def test_reopening_keeps_the_decision_and_the_clocks(cast: Cast) -> None:
    one = complain(cast)
    same = {"complaint": one.pk}
    assert refused("complaints.reopen", cast.ana, **same) == "NotSettled"
    done("complaints.decide", cast.ana, **same, outcome="not_upheld", reasons="It was in time.")
    done("complaints.send_letter", cast.ana, **same, text="Dear Mira")
    done("complaints.reopen", cast.ana, **same)

    again = _now(one)
    assert (again.standing, again.outcome, again.answered_at) == ("open", "", None)
    assert (again.answer_by, Finding.objects.count()) == (one.answer_by, 1)
    done("complaints.decide", cast.ana, **same, outcome="upheld", reasons="It was not.")
    assert Finding.objects.count() == 2


def test_the_database_keeps_outcome_and_standing_together(cast: Cast) -> None:
    one = complain(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=one.pk).update(outcome="upheld")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=one.pk).update(standing="closed")


def test_a_letter_that_would_wait_for_a_release_is_refused_whole(cast: Cast) -> None:
    from liaison.authority.actions import grant
    from liaison.authority.models import Role
    from liaison.kit.actor import SYSTEM

    one = complain(cast)
    role, _ = Role.objects.get_or_create(name="Letters")
    role.permissions.create(command="complaints.handle", effect="allow")
    role.permissions.create(command="complaints.send_letter", effect="allow")
    grant(role, to=cast.tess.ref, department=cast.service.pk, by=SYSTEM)
    done("complaints.decide", cast.ana, complaint=one.pk, outcome="upheld", reasons="Yes.")

    assert refused("complaints.send_letter", cast.tess, complaint=one.pk, text="Dear Mira") == "NeedsRelease"
    assert _now(one).answered_at is None


def test_a_stage_outside_goes_on_until_it_ends(cast: Cast) -> None:
    one = complain(cast, one=ticket(cast, sender=JONAS))
    stage = done(
        "complaints.escalate_outside", cast.ana, complaint=one.pk, where="ombudsman", body="The Ombudsman",
        reference="OM-7", begun="2026-03-01", due="2026-03-20",
    )["stage"]  # fmt: skip
    done(
        "complaints.record_outside",
        cast.ana,
        stage=stage,
        on="2026-03-09",
        words="They want the file.",
        due="2026-03-25",
    )
    done(
        "complaints.record_outside",
        cast.ana,
        stage=stage,
        on="2026-04-02",
        words="For us.",
        outcome="for_company",
    )

    found = Stage.objects.get()
    assert (found.outcome, str(found.ended_on), str(found.due_on)) == (
        "for_company",
        "2026-04-02",
        "2026-03-25",
    )
    assert (found.reference, found.steps.count()) == ("OM-7", 2)
    again = {"stage": stage, "on": "2026-04-03", "words": "Once more."}
    assert refused("complaints.record_outside", cast.ana, **again) == "StageEnded"
