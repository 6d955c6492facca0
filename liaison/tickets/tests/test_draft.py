import pytest

from liaison.authority.models import Decision
from liaison.files.actions import bring, keep
from liaison.kit.errors import NotFound
from liaison.tickets.actions import note
from liaison.tickets.models import Draft, Seen, Ticket
from liaison.tickets.queries import draft, enclosed_in, find_attachment
from liaison.tickets.tests.asking import done, refused
from liaison.tickets.words import Enclosed
from tests.cast import Cast, ticket


def file(cast: Cast, words: bytes = b"an invoice", name: str = "invoice.txt") -> dict[str, object]:
    return {"sha256": bring(words, by=cast.bo.ref), "name": name, "type": "text/plain", "size": len(words)}


def test_what_was_begun_is_there_again(cast: Cast) -> None:
    one = ticket(cast)
    typed = {"to": ["Mira <mira@example.com>"], "cc": ["a@example.com"], "bcc": [], "seen": one.last_message}

    done("tickets.save_draft", cast.bo, ticket=one.pk, text="It", **typed)
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="It comes", **typed)

    kept = draft(one, for_=cast.bo)
    assert kept is not None
    assert (kept.text, kept.seen) == ("It comes", one.last_message)
    assert (kept.to, kept.cc) == ([["mira@example.com", "Mira"]], [["a@example.com", ""]])
    assert draft(one, for_=cast.ana) is None


def test_an_emptied_draft_is_dropped(cast: Cast) -> None:
    one = ticket(cast)
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="It")

    done("tickets.save_draft", cast.bo, ticket=one.pk, text="")

    assert not Draft.objects.exists()


def test_a_reply_and_a_note_are_begun_beside_each_other(cast: Cast) -> None:
    one = ticket(cast)
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="It comes")
    done("tickets.save_draft", cast.bo, ticket=one.pk, draft="note", text="Ask Ana")

    note(one, "Ask Ana", by=cast.bo)

    assert [d.kind for d in Draft.objects.all()] == ["reply"]


def test_files_are_added_and_removed_one_by_one(cast: Cast) -> None:
    one = ticket(cast)
    first = done("tickets.add_file", cast.bo, ticket=one.pk, file=file(cast))["attachment"]
    done("tickets.add_file", cast.bo, ticket=one.pk, file=file(cast, b"a label", "label.txt"))
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="See")

    done("tickets.remove_file", cast.bo, ticket=one.pk, attachment=first)

    kept = draft(one, for_=cast.bo)
    assert kept is not None
    assert enclosed_in(kept) == (Enclosed(keep(b"a label"), "label.txt", "text/plain", 7),)
    unknown = file(cast) | {"sha256": "e" * 64}
    assert refused("tickets.add_file", cast.bo, ticket=one.pk, file=unknown) == "NotAFile"


def test_nobody_else_removes_or_opens_the_files_of_a_draft(cast: Cast) -> None:
    one = ticket(cast)
    mine = done("tickets.add_file", cast.bo, ticket=one.pk, file=file(cast))["attachment"]

    done("tickets.remove_file", cast.ana, ticket=one.pk, attachment=mine)

    assert find_attachment(mine, for_=cast.bo).name == "invoice.txt"
    with pytest.raises(NotFound):
        find_attachment(mine, for_=cast.ana)


def test_saving_a_draft_leaves_no_decision_behind(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.save_draft", cast.bo, ticket=one.pk, text="It")
    done("tickets.mark_seen", cast.bo, ticket=one.pk, message=one.last_message)

    assert not Decision.objects.exists()


def test_looking_makes_it_read_for_the_team_when_nobody_else_has_it(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.mark_seen", cast.bo, ticket=one.pk, message=one.last_message)

    assert not Ticket.objects.get(pk=one.pk).unread
    assert Seen.objects.get().message == one.last_message


def test_looking_over_a_shoulder_leaves_it_unread(cast: Cast) -> None:
    one = ticket(cast)
    done("tickets.assign", cast.ana, ticket=one.pk, to=cast.bo.pk)

    done("tickets.mark_seen", cast.ana, ticket=one.pk, message=one.last_message)

    assert Ticket.objects.get(pk=one.pk).unread


def test_a_seen_mark_never_goes_back(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.mark_seen", cast.bo, ticket=one.pk, message=one.last_message)
    done("tickets.mark_seen", cast.bo, ticket=one.pk, message=1)

    assert Seen.objects.get().message == one.last_message
