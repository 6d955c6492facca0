from datetime import timedelta

from liaison.journal.models import Entry
from liaison.kit.clock import now, travel
from liaison.tickets.actions import (
    break_due,
    keep_promise,
    promise,
    receive,
    reply,
    resolve,
    shelve,
    wait,
    wake_due,
)
from liaison.tickets.models import Promise, Ticket
from liaison.tickets.tests.asking import done, refused
from liaison.tickets.words import Shelf
from tests.cast import Cast, arrival, ticket

DAY = timedelta(days=1)


def said(kind: str) -> int:
    return Entry.objects.filter(kind=kind).count()


def test_waiting_ends_by_itself(cast: Cast) -> None:
    one = ticket(cast)
    waited = one.waiting_since
    done("tickets.wait", cast.bo, ticket=one.pk, whom="others", until=(now() + DAY).isoformat())
    one.refresh_from_db()
    assert (one.status, one.waiting_since) == ("waiting_others", waited)
    assert wake_due() == 0
    travel(DAY * 2)

    assert wake_due() == 1

    one.refresh_from_db()
    assert (one.status, one.wakes_at, one.unread) == ("open", None, True)
    assert (wake_due(), said("tickets.woke")) == (0, 1)


def test_the_customers_word_ends_the_waiting_too(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    wait(one, others=False, until=now() + DAY, by=cast.bo)

    receive(arrival(cast, answers=("a@example.com",)))

    one.refresh_from_db()
    assert (one.status, one.wakes_at) == ("open", None)


def test_nobody_waits_for_yesterday_or_on_a_settled_matter(cast: Cast) -> None:
    one = ticket(cast)
    past = (now() - DAY).isoformat()

    assert refused("tickets.wait", cast.bo, ticket=one.pk, until=past) == "NotInTheFuture"
    resolve(one, by=cast.bo)
    assert refused("tickets.wait", cast.bo, ticket=one.pk) == "NotOpen"


def test_what_wakes_in_the_trash_stays_quiet(cast: Cast) -> None:
    one = ticket(cast)
    wait(one, others=True, until=now() + DAY, by=cast.bo)
    shelve(one, shelf=Shelf.TRASH, by=cast.bo)
    travel(DAY * 2)

    wake_due()

    assert said("tickets.woke") == 0


def test_a_broken_promise_brings_its_ticket_back(cast: Cast) -> None:
    one = ticket(cast)
    due = now() + DAY
    done("tickets.promise", cast.bo, ticket=one.pk, what="To write on Friday", due=due.isoformat())
    reply(one, "I write on Friday.", by=cast.bo)
    resolve(one, by=cast.bo)
    assert break_due() == 0
    travel(DAY * 2)

    assert break_due() == 1

    one.refresh_from_db()
    assert (one.status, one.unread, one.due_at, one.waiting_since) == ("open", True, due, None)
    assert (break_due(), said("tickets.promise_broken")) == (0, 1)


def test_the_row_shows_the_earliest_promise_that_is_owed(cast: Cast) -> None:
    one = ticket(cast)
    soon = promise(one, "To call", due=now() + DAY, by=cast.bo)
    late = promise(one, "To write", due=now() + DAY * 2, by=cast.bo)
    assert Ticket.objects.get(pk=one.pk).due_at == soon.due_at

    done("tickets.keep_promise", cast.bo, promise=soon.pk)
    assert Ticket.objects.get(pk=one.pk).due_at == late.due_at
    done("tickets.withdraw_promise", cast.bo, promise=late.pk)

    assert Ticket.objects.get(pk=one.pk).due_at is None
    assert refused("tickets.keep_promise", cast.bo, promise=late.pk) == "PromiseSettled"
    assert refused("tickets.withdraw_promise", cast.bo, promise=soon.pk) == "PromiseSettled"


def test_a_kept_promise_is_never_broken(cast: Cast) -> None:
    keep_promise(promise(ticket(cast), "To call", due=now() + DAY, by=cast.bo), by=cast.bo)
    travel(DAY * 2)

    assert break_due() == 0
    assert Promise.objects.get().broken_at is None


def test_a_promise_says_something_and_lies_ahead(cast: Cast) -> None:
    one = ticket(cast)
    ahead, past = (now() + DAY).isoformat(), (now() - DAY).isoformat()

    assert refused("tickets.promise", cast.bo, ticket=one.pk, what=" ", due=ahead) == "Empty"
    assert refused("tickets.promise", cast.bo, ticket=one.pk, what="To", due=past) == "NotInTheFuture"


def test_a_matter_is_settled_for_a_reason_there_is(cast: Cast) -> None:
    one = ticket(cast)

    assert refused("tickets.resolve", cast.bo, ticket=one.pk, reason="weather") == "Invalid"
    done("tickets.resolve", cast.bo, ticket=one.pk, reason="duplicate")

    one.refresh_from_db()
    assert (one.status, one.resolution, one.waiting_since) == ("resolved", "duplicate", None)
    assert refused("tickets.resolve", cast.bo, ticket=one.pk) == "NotOpen"


def test_a_settled_matter_can_be_closed_and_taken_up_again(cast: Cast) -> None:
    one = ticket(cast)
    waited = one.waiting_since
    done("tickets.resolve", cast.bo, ticket=one.pk, reason="solved")
    done("tickets.close", cast.bo, ticket=one.pk)
    assert refused("tickets.close", cast.bo, ticket=one.pk) == "AlreadyClosed"

    done("tickets.reopen", cast.bo, ticket=one.pk)

    one.refresh_from_db()
    assert (one.status, one.resolution, one.closed_at, one.resolved_at) == ("open", "", None, None)
    assert one.waiting_since == waited
    assert refused("tickets.reopen", cast.bo, ticket=one.pk) == "AlreadyOpen"


def test_taken_up_again_nobody_waits_whom_we_answered(cast: Cast) -> None:
    one = ticket(cast)
    reply(one, "It comes.", by=cast.bo)
    resolve(one, by=cast.bo)

    done("tickets.reopen", cast.bo, ticket=one.pk)

    assert Ticket.objects.get(pk=one.pk).waiting_since is None


def test_spam_and_trash_and_back(cast: Cast) -> None:
    one = ticket(cast)

    done("tickets.shelve", cast.bo, ticket=one.pk, shelf="spam")
    assert refused("tickets.shelve", cast.bo, ticket=one.pk, shelf="spam") == "Shelved"
    done("tickets.shelve", cast.bo, ticket=one.pk, shelf="trash")
    done("tickets.unshelve", cast.bo, ticket=one.pk)

    assert Ticket.objects.get(pk=one.pk).shelf == ""
    assert refused("tickets.unshelve", cast.bo, ticket=one.pk) == "NotShelved"


def test_a_legal_hold_keeps_it_on_the_desk(cast: Cast) -> None:
    one = ticket(cast)
    done("tickets.hold", cast.ana, ticket=one.pk)
    done("tickets.hold", cast.ana, ticket=one.pk)

    assert refused("tickets.shelve", cast.ana, ticket=one.pk, shelf="trash") == "OnHold"
    assert said("tickets.held") == 1
    done("tickets.unhold", cast.ana, ticket=one.pk)
    done("tickets.shelve", cast.ana, ticket=one.pk, shelf="trash")
