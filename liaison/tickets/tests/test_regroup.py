import re

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from liaison.authority.actions import grant
from liaison.authority.catalogue import make
from liaison.authority.models import Role
from liaison.journal.models import About
from liaison.tickets.actions import receive, reply
from liaison.tickets.models import Message, Ticket
from liaison.tickets.tests.asking import done, refused
from tests.cast import JONAS, Cast, arrival, ticket


def test_a_message_gets_a_ticket_of_its_own(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    reply(one, "It comes.", by=cast.bo)
    other = receive(arrival(cast, subject="Re: A lamp", text="And the lamp?", answers=("a@example.com",)))

    made = done("tickets.detach", cast.bo, message=other.message)

    fresh, one = Ticket.objects.get(pk=made["ticket"]), Ticket.objects.get(pk=one.pk)
    assert (fresh.subject, fresh.preview, fresh.status) == ("A lamp", "And the lamp?", "open")
    assert (fresh.customer, fresh.waiting_since is not None) == (one.customer, True)
    assert (one.preview, one.messages_count, one.waiting_since) == ("It comes.", 2, None)
    assert Message.objects.get(pk=other.message).suggested == one.pk
    refs = set(
        About.objects.filter(entry__kind__in=["tickets.detached", "tickets.attached"]).values_list(
            "ref", flat=True
        )
    )
    assert {one.ref, fresh.ref} <= refs


def test_a_strangers_message_goes_where_it_was_suggested(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    reply(one, "It comes.", by=cast.bo)
    came = receive(arrival(cast, sender=JONAS, text="I am her brother.", answers=("a@example.com",)))
    suggested = Message.objects.get(pk=came.message).suggested
    assert suggested == one.pk

    done("tickets.attach", cast.bo, message=came.message, ticket=suggested)

    one.refresh_from_db()
    emptied = Ticket.objects.get(pk=came.ticket)
    assert (one.preview, one.messages_count, one.unread) == ("I am her brother.", 3, True)
    assert one.waiting_since is not None
    assert (emptied.shelf, emptied.merged_into_id) == ("merged", one.pk)


def test_what_answers_a_merged_ticket_lands_on_the_other(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    came = receive(arrival(cast, sender=JONAS, external_id="j@example.org", answers=("a@example.com",)))
    done("tickets.attach", cast.bo, message=came.message, ticket=one.pk)

    more = receive(arrival(cast, sender=JONAS, token=(came.ticket, None), answers=("j@example.org",)))

    assert (more.ticket, more.new) == (one.pk, False)


def test_the_only_message_and_our_own_stay(cast: Cast) -> None:
    one = ticket(cast)
    first = one.last_message
    assert refused("tickets.detach", cast.bo, message=first) == "OnlyMessage"
    ours = reply(one, "It comes.", by=cast.bo)

    assert refused("tickets.detach", cast.bo, message=ours.pk) == "StaysHere"
    assert refused("tickets.attach", cast.bo, message=first, ticket=one.pk) == "SameTicket"


def test_a_legal_hold_keeps_messages_where_they_are(cast: Cast) -> None:
    one, other = ticket(cast), ticket(cast)
    reply(one, "It comes.", by=cast.bo)
    done("tickets.hold", cast.ana, ticket=other.pk)

    assert refused("tickets.attach", cast.ana, message=one.last_message, ticket=other.pk) == "StaysHere"
    first = Message.objects.filter(ticket=one).earliest("id").pk
    assert refused("tickets.attach", cast.ana, message=first, ticket=other.pk) == "OnHold"
    assert refused("tickets.detach", cast.ana, message=other.last_message) == "OnHold"


def test_nothing_is_attached_to_a_ticket_one_may_not_see(cast: Cast) -> None:
    import pytest

    from liaison.kit.errors import NotFound

    one = ticket(cast)
    reply(one, "It comes.", by=cast.bo)
    elsewhere = ticket(cast, sender=JONAS, department=cast.billing.pk)

    with pytest.raises(NotFound):
        done("tickets.attach", cast.bo, message=one.last_message, ticket=elsewhere.pk)


def test_nothing_is_put_on_a_ticket_of_others_who_only_let_it_be_read(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    came = receive(arrival(cast, sender=JONAS, text="Mine?", answers=("a@example.com",)))
    theirs = ticket(cast, department=cast.billing.pk, door=cast.billing_mailbox.door)
    grant(Role.objects.get(key="reader"), to=cast.bo.ref, department=cast.billing.pk, by=cast.ada)

    assert refused("tickets.attach", cast.bo, message=came.message, ticket=theirs.pk) == "NotAllowed"

    assert theirs.messages.count() == 1
    assert one.messages.count() == 1


def test_two_opposite_ways_lock_in_the_same_order(cast: Cast) -> None:
    one, other = ticket(cast), ticket(cast, sender=JONAS)

    def locks(message: int, to: Ticket) -> list[int]:
        attach = make("tickets.attach", {"message": message, "ticket": to.pk})
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            attach.find(by=cast.bo, lock=True)
        locking = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"]]
        return [int(found[1]) for sql in locking if (found := re.search(r'\bid"? = (\d+)', sql))][:2]

    assert locks(one.last_message, other) == locks(other.last_message, one) == [one.pk, other.pk]
