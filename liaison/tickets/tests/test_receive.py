from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from liaison.customers.models import Customer, Identity
from liaison.journal.actions import seal
from liaison.journal.models import Entry
from liaison.journal.queries import sentences
from liaison.kit.clock import travel
from liaison.tickets.actions import (
    acknowledge,
    close,
    mark_seen,
    receive,
    receive_all,
    reply,
    resolve,
    sent,
    shelve,
)
from liaison.tickets.models import Message, Ticket
from liaison.tickets.words import Address, Arrival, Shelf
from tests.cast import JONAS, Cast, arrival, ticket


def test_a_first_mail_becomes_an_open_ticket_that_waits_for_us(cast: Cast) -> None:
    received = receive(arrival(cast))

    ticket = Ticket.objects.get(pk=received.ticket)
    assert received.new
    assert (ticket.status, ticket.subject, ticket.preview) == (
        "open",
        "Where is my parcel?",
        "My parcel has not come.",
    )
    assert ticket.waiting_since is not None
    assert ticket.unread


def test_an_answer_to_our_message_lands_on_the_same_ticket(cast: Cast) -> None:
    first = receive(arrival(cast, external_id="a@example.com"))

    second = receive(arrival(cast, text="Any news?", answers=("a@example.com",)))

    assert (second.ticket, second.new, second.placed) == (first.ticket, False, "references")


def test_a_reference_from_a_stranger_only_suggests(cast: Cast) -> None:
    first = receive(arrival(cast, external_id="a@example.com"))

    second = receive(arrival(cast, sender=JONAS, answers=("a@example.com",)))

    assert second.ticket != first.ticket
    assert second.placed == "stranger"


def test_the_same_mail_twice_is_one_message_with_two_deliveries(cast: Cast) -> None:
    mail = arrival(cast)

    receive(mail)
    again = receive(mail)

    message = Message.objects.get(pk=again.message)
    assert Message.objects.count() == 1
    assert message.deliveries.count() == 1


def test_what_was_received_is_sealed_in_order(cast: Cast) -> None:
    receive(arrival(cast))

    while seal():
        pass

    from liaison.journal.models import Line, Unsealed
    from liaison.journal.queries import broken_links

    assert not Unsealed.objects.exists()
    assert Line.objects.count() > 2
    assert list(broken_links()) == []


def test_words_reach_the_row_and_the_door_they_came_in_by(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    reply(one, "It comes.", by=cast.bo)

    receive(arrival(cast, text="When?", answers=("a@example.com",), door=cast.billing_mailbox.door))

    one.refresh_from_db()
    assert (one.preview, one.messages_count, one.door) == ("When?", 3, cast.billing_mailbox.door)
    assert (one.waiting_since is not None, one.unread, one.department) == (True, True, cast.service)


def test_further_words_do_not_make_the_customer_wait_less(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    waited = one.waiting_since
    travel(timedelta(hours=5))

    receive(arrival(cast, text="Hello?", answers=("a@example.com",)))

    assert Ticket.objects.get(pk=one.pk).waiting_since == waited


@pytest.mark.parametrize("settle", [resolve, close])
def test_a_customers_word_opens_a_settled_matter_again(cast: Cast, settle: Callable[..., None]) -> None:
    one = ticket(cast, external_id="a@example.com")
    settle(one, by=cast.bo)

    receive(arrival(cast, text="Still not.", answers=("a@example.com",)))

    one.refresh_from_db()
    assert (one.status, one.closed_at, one.resolution) == ("open", None, "")
    assert one.waiting_since is not None
    assert Entry.objects.filter(kind="tickets.reopened").count() == 1


def test_what_no_human_wrote_neither_opens_nor_waits(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    reply(one, "It comes.", by=cast.bo)
    resolve(one, by=cast.bo)

    came = receive(arrival(cast, text="I am away.", auto_kind="answer", answers=("a@example.com",)))

    one.refresh_from_db()
    assert came.ticket == one.pk
    assert (one.status, one.waiting_since, one.unread, one.preview) == (
        "resolved",
        None,
        False,
        "I am away.",
    )


def test_a_newsletter_becomes_a_ticket_on_which_nobody_waits(cast: Cast) -> None:
    one = ticket(cast, auto_kind="list")

    assert (one.status, one.waiting_since, one.unread) == ("open", None, True)


def test_a_bounce_brings_the_ticket_back_with_the_reason(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    waited = one.waiting_since
    message = reply(one, "It comes.", by=cast.bo)
    sent(message.dispatch, external_id="m@northwind.example")
    resolve(one, by=cast.bo)

    came = receive(bounce_of(cast, failed="m@northwind.example"))

    one.refresh_from_db()
    message.refresh_from_db()
    assert (came.ticket, came.placed) == (one.pk, "bounce")
    assert (message.state, message.why_failed) == ("bounced", "Mailbox full")
    assert (one.status, one.unread, one.waiting_since) == ("open", True, waited)
    assert Entry.objects.filter(kind="tickets.bounced").count() == 1
    assert not Customer.objects.exclude(pk=one.customer_id).exists()


def test_a_bounce_is_known_by_our_token_too_and_told_once(cast: Cast) -> None:
    one = ticket(cast)
    message = reply(one, "It comes.", by=cast.bo)
    sent(message.dispatch, external_id="m@northwind.example")

    receive(bounce_of(cast, token=(one.pk, message.pk)))
    receive(bounce_of(cast, token=(one.pk, message.pk)))

    assert Message.objects.get(pk=message.pk).state == "bounced"
    assert Entry.objects.filter(kind="tickets.bounced").count() == 1


def test_the_bounce_of_an_automatic_answer_leaves_the_ticket_alone(cast: Cast) -> None:
    one = ticket(cast)
    message = acknowledge(one, "We have it.")
    resolve(one, by=cast.bo)

    receive(bounce_of(cast, token=(one.pk, message.pk)))

    assert Ticket.objects.get(pk=one.pk).status == "resolved"
    assert Message.objects.get(pk=message.pk).state == "bounced"


def test_whoever_was_copied_takes_part(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com", cc=(JONAS,))
    reply(one, "It comes.", by=cast.bo)

    came = receive(arrival(cast, sender=JONAS, text="Thanks.", answers=("a@example.com",)))

    one.refresh_from_db()
    assert (came.ticket, one.waiting_since is not None) == (one.pk, True)
    assert one.customer.name == "Mira Kask"
    assert Message.objects.get(pk=came.message).author != one.customer.ref


def test_another_address_of_the_same_person_takes_part(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    Identity.objects.create(
        customer=one.customer, kind="email", value="m.kask@work.example", shown="", created_at=one.created_at
    )

    came = receive(arrival(cast, sender=Address("M.Kask@work.example"), answers=("a@example.com",)))

    assert came.ticket == one.pk


def test_spam_stays_spam_and_trash_comes_back(cast: Cast) -> None:
    spam, trash = ticket(cast, external_id="s@example.com"), ticket(cast, external_id="t@example.com")
    shelve(spam, shelf=Shelf.SPAM, by=cast.bo)
    shelve(trash, shelf=Shelf.TRASH, by=cast.bo)
    mark_seen(spam, message=spam.last_message, by=cast.bo)

    receive(arrival(cast, answers=("s@example.com",)))
    receive(arrival(cast, answers=("t@example.com",)))

    spam.refresh_from_db()
    trash.refresh_from_db()
    assert (spam.shelf, spam.unread, trash.shelf, trash.unread) == ("spam", False, "", True)


def test_what_cannot_be_read_is_a_ticket_all_the_same(cast: Cast) -> None:
    came = receive(
        arrival(
            cast,
            sender=Address(""),
            subject="",
            text="",
            reply="",
            unreadable="No end of the headers.",
            parcel=7,
        )
    )

    one, message = Ticket.objects.get(pk=came.ticket), Message.objects.get(pk=came.message)
    assert (one.unreadable, one.customer, one.waiting_since is not None) == (True, None, True)
    assert (message.why_failed, message.parcel) == ("No end of the headers.", 7)
    said = [s.sentence for s in sentences(list(Entry.objects.filter(about__ref=one.ref)))]
    assert "Somebody unknown wrote." in said


def test_an_arrival_takes_few_statements(cast: Cast, django_assert_num_queries: Any) -> None:
    """The committed number: a mail of somebody new, one of somebody known, an answer on a ticket."""
    with django_assert_num_queries(9):
        receive(arrival(cast, external_id="a@example.com"))
    with django_assert_num_queries(8):
        receive(arrival(cast))
    with django_assert_num_queries(14):
        receive(arrival(cast, answers=("a@example.com",)))


def bounce_of(cast: Cast, **changes: Any) -> Arrival:
    return arrival(
        cast,
        sender=Address("mailer-daemon@example.com"),
        auto_kind="bounce",
        why_failed="Mailbox full",
        **changes,
    )


def test_a_wave_takes_as_many_statements_as_one_arrival(cast: Cast, django_assert_num_queries: Any) -> None:
    """The committed number: twenty mails of new people together cost the round trips of one."""
    wave = [arrival(cast, sender=Address(f"p{n}@example.com"), subject=f"No {n}") for n in range(20)]
    with django_assert_num_queries(9):
        came = receive_all(wave)

    assert [one.new for one in came] == [True] * 20
    written = Message.objects.order_by("pk").values_list(
        "ticket", "from_address", "ticket__last_message", "pk"
    )
    assert [row[:2] for row in written] == [(one.ticket, f"p{n}@example.com") for n, one in enumerate(came)]
    assert all(last == pk for *_, last, pk in written)


def test_two_answers_of_one_wave_come_onto_one_ticket_in_their_order(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com", cc=(JONAS,))
    resolve(one, reason="solved", by=cast.bo)
    mira, jonas = receive_all(
        [
            arrival(cast, text="One.", answers=("a@example.com",)),
            arrival(cast, sender=JONAS, text="Two.", answers=("a@example.com",)),
        ]
    )

    one.refresh_from_db()
    assert (mira.ticket, jonas.ticket, one.messages_count, one.status) == (one.pk, one.pk, 3, "open")
    assert (one.preview, one.last_message) == ("Two.", jonas.message)
    assert Entry.objects.filter(about__ref=one.ref, kind="tickets.reopened").count() == 1
    assert one.waiting_since == Message.objects.get(pk=mira.message).at


def test_somebody_whom_a_colleague_copied_in_the_same_wave_takes_part(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    came = receive_all(
        [
            arrival(cast, cc=(JONAS,), answers=("a@example.com",)),
            arrival(cast, sender=JONAS, answers=("a@example.com",)),
        ]
    )

    assert [there.ticket for there in came] == [one.pk, one.pk]


def test_two_mails_of_a_new_person_in_one_wave_open_one_file(cast: Cast) -> None:
    receive_all([arrival(cast, subject="A lamp"), arrival(cast, subject="A chair")])

    assert Customer.objects.count() == 1
    assert Ticket.objects.filter(customer=Customer.objects.get()).count() == 2


def test_one_that_cannot_be_written_leaves_nothing_of_its_wave(cast: Cast) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        receive_all([arrival(cast), arrival(cast, sender=JONAS, text="a\0b")])

    assert [one.objects.count() for one in (Message, Ticket, Customer)] == [0, 0, 0]
