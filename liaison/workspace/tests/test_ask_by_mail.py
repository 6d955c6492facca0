"""What waits comes by mail to whoever may release it, with a way to the page where that is done."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from liaison.authority import catalogue, presence
from liaison.authority.actions import create_rule, perform
from liaison.authority.models import Approval
from liaison.authority.tests import giving
from liaison.authority.tests.giving import Give, rule
from liaison.authority.words import Waiting
from liaison.kit.actor import SYSTEM
from liaison.team.models import Member, Told
from liaison.workspace.letters import ask, readers
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast, settings: LazySettings) -> Iterator[Approval]:
    """Bo asks for 80 euros on Mira's ticket."""
    settings.LIAISON = settings.LIAISON | {
        "OUTGOING_SMTP": "smtp://127.0.0.1:9",
        "URL": "https://desk.example",
    }
    catalogue.command(giving.Give)
    create_rule(rule("approve", reason={"en": "More than 50 waits."}), by=SYSTEM)
    known = presence._KNOWS[:]
    presence.knows(lambda refs: set())
    outcome = perform(Give(amount=Decimal(80), ticket=ticket(cast).pk), by=cast.bo)
    assert isinstance(outcome, Waiting)
    yield Approval.objects.get(pk=outcome.approval)
    presence._KNOWS[:] = known
    catalogue.COMMANDS.pop("shop.give")
    catalogue._adapters.pop("shop.give", None)


def of(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def path_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"https://desk\.example(/\S+)", str(letter.body))
    assert found
    return found.group(1)


def test_the_letter_has_all_to_decide_and_no_machine_answers_it(cast: Cast, asked: Approval) -> None:
    ask(asked.pk, cast.ana.pk)

    (letter,) = mail.outbox
    assert letter.to == [cast.ana.email]
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    for words in (
        "Bo asks for your release",
        "€80.00",
        "More than 50 waits.",
        "Where is my parcel?",
        "Reason: late",
    ):
        assert words in letter.body
    assert "Mira Kask" not in letter.body


def test_following_the_way_decides_nothing_and_leads_to_the_request(cast: Cast, asked: Approval) -> None:
    ask(asked.pk, cast.ana.pk)
    path = path_in(mail.outbox[0])

    assert of(cast.ana).get(path)["Location"] == f"/approvals/{asked.pk}/"
    assert "/sign-in/" in Client().get(path)["Location"]
    assert of(cast.ana).post(path).status_code == 405
    assert Approval.objects.get().state == "waiting"


def test_the_way_is_for_its_reader_alone_and_cannot_be_made_up(cast: Cast, asked: Approval) -> None:
    ask(asked.pk, cast.ana.pk)
    path = path_in(mail.outbox[0])

    assert of(cast.ada).get(path).status_code == 404
    assert of(cast.bo).get(path).status_code == 404
    assert of(cast.ana).get(path[:-3] + "AA/").status_code == 404


def test_who_is_written_to_is_away_or_always_wants_it_and_may_release_it(cast: Cast, asked: Approval) -> None:
    assert readers(asked.pk) == [cast.ada.pk, cast.ana.pk]

    presence.knows(lambda refs: {cast.ana.ref})
    assert readers(asked.pk) == [cast.ada.pk]

    Member.objects.filter(pk=cast.ana.pk).update(told_by_mail=Told.ALWAYS)
    Member.objects.filter(pk=cast.ada.pk).update(told_by_mail=Told.NEVER)
    assert readers(asked.pk) == [cast.ana.pk]


def test_nobody_is_written_to_once_it_is_answered(cast: Cast, asked: Approval) -> None:
    Approval.objects.update(state="released")

    ask(asked.pk, cast.ana.pk)

    assert readers(asked.pk) == []
    assert mail.outbox == []
