from datetime import timedelta

from liaison.files.actions import keep
from liaison.kit.clock import travel
from liaison.tickets.actions import claim, receive, reply, resolve
from liaison.tickets.models import Draft, Message, Ticket
from liaison.tickets.tests.asking import done, refused
from liaison.tickets.words import Enclosed
from tests.cast import Cast, arrival, ticket


def test_a_message_taken_back_leaves_everything_as_before(cast: Cast) -> None:
    one = ticket(cast)
    before = Ticket.objects.values().get(pk=one.pk)
    file = Enclosed(keep(b"an invoice"), "invoice.txt", "text/plain", 10)
    message = reply(one, "It comes.", by=cast.bo, cc=[], enclosed=[file])
    resolve(one, by=cast.bo)

    done("tickets.undo", cast.bo, message=message.pk)

    after = Ticket.objects.values().get(pk=one.pk)
    changed = {field for field in before if before[field] != after[field]}
    assert changed <= {"moved_at", "unread", "has_files"}
    draft = Draft.objects.get()
    assert (draft.text, draft.member, draft.kind) == ("It comes.", cast.bo, "reply")
    assert draft.to == [["mira@example.com", "Mira Kask"]]
    assert [a.name for a in draft.attachments.all()] == ["invoice.txt"]
    assert Message.objects.get(pk=message.pk).state == "undone"


def test_it_is_never_sent(cast: Cast) -> None:
    message = reply(ticket(cast), "It comes.", by=cast.bo)
    done("tickets.undo", cast.bo, message=message.pk)
    travel(timedelta(hours=1))
    message.dispatch.refresh_from_db()

    assert not claim(message.dispatch)


def test_it_is_too_late_once_it_was_handed_over(cast: Cast) -> None:
    message = reply(ticket(cast), "It comes.", by=cast.bo)
    travel(timedelta(minutes=1))
    assert claim(message.dispatch)

    assert refused("tickets.undo", cast.bo, message=message.pk) == "TooLate"


def test_only_what_leaves_can_be_taken_back(cast: Cast) -> None:
    assert refused("tickets.undo", cast.bo, message=ticket(cast).last_message) == "NotOnItsWay"


def test_words_begun_since_are_kept_below(cast: Cast) -> None:
    one = ticket(cast)
    message = reply(one, "It comes.", by=cast.bo)
    done("tickets.save_draft", cast.bo, ticket=one.pk, text="And another thing")

    done("tickets.undo", cast.bo, message=message.pk)

    assert Draft.objects.get().text == "It comes.\n\nAnd another thing"


def test_the_customer_waits_since_the_first_of_their_words(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    waited = one.waiting_since
    message = reply(one, "It comes.", by=cast.bo)
    receive(arrival(cast, text="And?", answers=("a@example.com",)))

    done("tickets.undo", cast.bo, message=message.pk)

    one.refresh_from_db()
    assert (one.waiting_since, one.preview) == (waited, "And?")
