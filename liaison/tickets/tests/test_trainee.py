"""A trainee's answer waits until somebody releases, edits or returns it."""

from datetime import timedelta

import pytest

from liaison.authority.actions import grant, lapse
from liaison.authority.models import Role
from liaison.authority.queries import waiting_about
from liaison.authority.words import Refused, Waiting
from liaison.files.actions import bring, sweep
from liaison.kit import clock
from liaison.kit.errors import NotFound
from liaison.tickets.actions import receive
from liaison.tickets.models import Draft, Message, Ticket
from liaison.tickets.tests.asking import ask, done
from tests.cast import Cast, arrival, ticket


@pytest.fixture
def one(cast: Cast) -> Ticket:
    return ticket(cast, external_id="a@example.com")


def asked(cast: Cast, one: Ticket, **more: object) -> int:
    given = {"ticket": one.pk, "text": "It coms.", "seen": one.last_message, **more}
    outcome = ask("tickets.reply", cast.tess, **given)
    assert isinstance(outcome, Waiting)
    return outcome.approval


def test_it_is_asked_for_and_nobody_hears_it_yet(cast: Cast, one: Ticket) -> None:
    done("tickets.save_draft", cast.tess, ticket=one.pk, text="It coms.")

    approval = asked(cast, one)

    [waiting] = waiting_about([one.ref])
    assert (waiting.pk, waiting.by, waiting.params["text"]) == (approval, cast.tess.ref, "It coms.")
    assert not Message.objects.filter(direction="out").exists()
    assert not Draft.objects.exists()
    assert Ticket.objects.get(pk=one.pk).waiting_since is not None


def test_it_is_released_with_edits_and_remains_hers(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)

    done("authority.release", cast.ana, approval=approval, changes={"text": "It comes."})

    message = Message.objects.get(direction="out")
    assert (message.text, message.author) == ("It comes.", cast.tess.ref)
    assert Ticket.objects.get(pk=one.pk).waiting_since is None
    assert waiting_about([one.ref]) == []


def test_it_is_returned_and_her_draft_has_the_words_again(cast: Cast, one: Ticket) -> None:
    sha256 = bring(b"a map", by=cast.tess.ref)
    file = {"sha256": sha256, "name": "map.txt", "type": "text/plain", "size": 5}
    approval = asked(cast, one, cc=["depot@example.com"], attachments=[file])

    done("authority.return", cast.ana, approval=approval, words="Mind the spelling.")

    draft = Draft.objects.get()
    assert (draft.member, draft.text, draft.approval) == (cast.tess, "It coms.", approval)
    assert draft.cc == [["depot@example.com", ""]]
    assert [a.name for a in draft.attachments.all()] == ["map.txt"]
    assert not Message.objects.filter(direction="out").exists()


def test_its_files_are_there_when_it_is_released_days_after_they_were_added(cast: Cast, one: Ticket) -> None:
    file = {"sha256": bring(b"a map", by=cast.tess.ref), "name": "map.txt", "type": "text/plain", "size": 5}
    clock.travel(timedelta(days=6))
    approval = asked(cast, one, attachments=[file])
    clock.travel(timedelta(days=2))
    sweep()

    done("authority.release", cast.ana, approval=approval)

    assert [a.name for a in Message.objects.get(direction="out").attachments.all()] == ["map.txt"]


def test_nobody_releases_their_own_words(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)

    outcome = ask("authority.release", cast.tess, approval=approval)

    assert isinstance(outcome, Refused)
    assert not Message.objects.filter(direction="out").exists()


def test_whoever_releases_sees_first_what_the_customer_wrote_meanwhile(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)
    receive(arrival(cast, text="It is here!", answers=("a@example.com",)))

    outcome = ask("authority.release", cast.ana, approval=approval)

    assert isinstance(outcome, Refused)
    assert "Somebody wrote in the meantime." in outcome.reason
    assert [a.pk for a in waiting_about([one.ref])] == [approval]
    done("authority.release", cast.ana, approval=approval, changes={"anyway": True})
    assert Message.objects.get(direction="out").author == cast.tess.ref


def test_a_release_changes_the_words_and_not_the_matter(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)
    other = ticket(cast, text="Another matter.")

    outcome = ask("authority.release", cast.ana, approval=approval, changes={"ticket": other.pk})

    assert isinstance(outcome, Refused)
    assert not Message.objects.filter(direction="out").exists()
    assert [a.pk for a in waiting_about([one.ref])] == [approval]


def test_what_moved_away_is_released_by_those_who_may_there(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)
    trainee = Role.objects.get(key="trainee")
    grant(trainee, to=cast.tess.ref, department=cast.billing.pk, by=cast.ada)
    done("tickets.move", cast.ada, ticket=one.pk, department=cast.billing.pk)

    with pytest.raises(NotFound):
        ask("authority.release", cast.ana, approval=approval)

    assert not Message.objects.filter(direction="out").exists()
    done("authority.release", cast.ada, approval=approval)


def test_what_nobody_answers_in_time_goes_back_to_her_draft(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)
    assert lapse() == 0
    clock.travel(timedelta(days=4))

    assert lapse() == 1

    assert waiting_about([one.ref]) == []
    assert (Draft.objects.get().text, Draft.objects.get().approval) == ("It coms.", approval)
    assert isinstance(ask("authority.release", cast.ana, approval=approval), Refused)
    assert not Message.objects.filter(direction="out").exists()


def test_what_waits_on_a_ticket_that_moved_is_for_those_who_release_there(cast: Cast, one: Ticket) -> None:
    approval = asked(cast, one)
    supervisor = Role.objects.get(key="supervisor")
    grant(supervisor, to=cast.cleo.ref, department=cast.billing.pk, by=cast.ada)
    done("tickets.move", cast.ana, ticket=one.pk, department=cast.billing.pk)

    with pytest.raises(NotFound):
        ask("authority.return", cast.ana, approval=approval)
    assert ask("authority.release", cast.cleo, approval=approval).name == "NotTheirsNow"
    assert [a.pk for a in waiting_about([one.ref])] == [approval]
    done("authority.return", cast.cleo, approval=approval, words="We answer it.")

    assert waiting_about([one.ref]) == []
    assert not Message.objects.filter(direction="out").exists()
    assert not Draft.objects.exists()
