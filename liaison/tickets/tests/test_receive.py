from liaison.journal.actions import seal
from liaison.tickets.actions import receive
from liaison.tickets.models import Message, Ticket
from tests.cast import JONAS, Cast, arrival


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
