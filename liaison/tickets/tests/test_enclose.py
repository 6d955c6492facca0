"""A file is named by its SHA-256: whoever merely knows one must not get the bytes."""

from typing import Any

import pytest

from liaison.files.actions import bring, keep
from liaison.files.models import Bringer
from liaison.tickets.actions import note
from liaison.tickets.models import Attachment, Draft, Ticket
from liaison.tickets.tests.asking import ask, done, refused
from liaison.tickets.words import Enclosed
from tests.cast import Cast, ticket

SECRET = b"the salaries"


def named(sha256: str) -> dict[str, Any]:
    return {"sha256": sha256, "name": "x.txt", "type": "text/plain", "size": 1}


@pytest.fixture
def theirs(cast: Cast) -> str:
    """The SHA-256 of a file on a ticket of billing, and on a draft of Cleo's there."""
    elsewhere = ticket(cast, department=cast.billing.pk, door=cast.billing_mailbox.door)
    sha256 = bring(SECRET, by=cast.cleo.ref)
    done("tickets.add_file", cast.cleo, ticket=elsewhere.pk, file=named(sha256))
    note(elsewhere, "Secret.", by=cast.cleo, enclosed=[Enclosed(sha256, "x.txt", "text/plain", 1)])
    return sha256


@pytest.mark.parametrize("verb", ["reply", "note", "forward", "write", "add_file", "save_draft"])
def test_a_file_of_another_department_is_refused_everywhere(cast: Cast, theirs: str, verb: str) -> None:
    one = ticket(cast)
    given: dict[str, Any] = {"ticket": one.pk, "text": "Here", "attachments": [named(theirs)]}
    if verb == "forward":
        given["to"] = ["a@example.com"]
    if verb == "write":
        given |= {"department": cast.service.pk, "subject": "Here", "to": ["a@example.com"]}
        del given["ticket"]
    if verb == "add_file":
        given = {"ticket": one.pk, "file": named(theirs)}

    assert refused(f"tickets.{verb}", cast.bo, **given) == "NotAFile"

    assert not Attachment.objects.filter(draft__member=cast.bo).exists()
    assert not Draft.objects.filter(member=cast.bo).exists()


def test_asking_for_a_release_does_not_make_it_ones_own(cast: Cast, theirs: str) -> None:
    given = {"ticket": ticket(cast).pk, "text": "Here", "attachments": [named(theirs)]}

    assert refused("tickets.reply", cast.tess, **given) == "NotAFile"

    assert not Bringer.objects.filter(by=cast.tess.ref).exists()


def test_a_colleagues_draft_is_not_seen_and_neither_are_its_files(cast: Cast) -> None:
    one = ticket(cast)
    sha256 = bring(b"half a thought", by=cast.ana.ref)
    done("tickets.add_file", cast.ana, ticket=one.pk, file=named(sha256))

    assert (
        refused("tickets.note", cast.bo, ticket=one.pk, text="Here", attachments=[named(sha256)])
        == "NotAFile"
    )


def test_what_lies_on_a_ticket_one_sees_can_be_sent_again(cast: Cast) -> None:
    one: Ticket = ticket(cast)
    enclosed = Enclosed(keep(b"a map"), "map.txt", "text/plain", 5)
    note(one, "The map.", by=cast.ana, enclosed=[enclosed])

    done("tickets.reply", cast.bo, ticket=one.pk, text="Here", attachments=[named(enclosed.sha256)])


def test_whoever_brought_the_same_bytes_may_send_them(cast: Cast, theirs: str) -> None:
    bring(SECRET, by=cast.bo.ref)

    outcome = ask("tickets.note", cast.bo, ticket=ticket(cast).pk, text="Mine", attachments=[named(theirs)])

    assert type(outcome).__name__ == "Done"
