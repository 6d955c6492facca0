from liaison.authority.actions import perform
from liaison.authority.words import Waiting
from liaison.files.actions import keep
from liaison.tickets.actions import acknowledge, receive, reply, resolve, sent
from liaison.tickets.commands import Forward
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries import last_from_customer, outgoing_parts
from liaison.tickets.tests.asking import again, done, refused
from liaison.tickets.words import Address, Enclosed
from tests.cast import JONAS, Cast, arrival, ticket

DEPOT = Address("depot@example.net", "The depot")


def forwarded(cast: Cast, one: Ticket) -> Message:
    made = done(
        "tickets.forward",
        cast.bo,
        ticket=one.pk,
        message=one.last_message,
        to=["The depot <depot@example.net>"],
        text="Where is it?",
    )
    return Message.objects.get(pk=made["message"])


def test_a_third_party_gets_the_message_quoted_with_its_files(cast: Cast) -> None:
    file = Enclosed(keep(b"a label"), "label.txt", "text/plain", 7)
    one = ticket(cast, enclosed=(file,))

    message = forwarded(cast, one)

    assert message.aside
    assert message.to == [["depot@example.net", "The depot"]]
    assert message.subject == "Fwd: Where is my parcel?"
    assert message.text.startswith("Where is it?\n\n-----\nFrom: Mira Kask <mira@example.com>")
    assert message.text.endswith("My parcel has not come.")
    assert [a.name for a in message.attachments.all()] == ["label.txt"]


def test_writing_to_a_third_party_answers_no_customer(cast: Cast) -> None:
    one = ticket(cast)
    waited = one.waiting_since

    forwarded(cast, one)

    one.refresh_from_db()
    assert (one.waiting_since, one.unread) == (waited, True)


def test_the_third_partys_answer_comes_to_the_same_ticket_and_starts_no_waiting(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    question = forwarded(cast, one)
    sent(question.dispatch, external_id="q@northwind.example")
    reply(one, "We ask the depot.", by=cast.bo)
    resolve(one, by=cast.bo)

    came = receive(arrival(cast, sender=DEPOT, text="On the lorry.", answers=("q@northwind.example",)))

    one.refresh_from_db()
    message = Message.objects.get(pk=came.message)
    assert (came.ticket, message.aside) == (one.pk, True)
    assert (one.status, one.unread, one.waiting_since) == ("open", True, None)
    assert one.customer.name == "Mira Kask"
    assert last_from_customer(one).from_address == "mira@example.com"


def test_a_customer_who_is_also_written_to_stays_the_customer(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    done("tickets.forward", cast.bo, ticket=one.pk, to=["mira@example.com"], text="For you.")

    came = receive(arrival(cast, text="Thank you!", answers=("a@example.com",)))

    assert not Message.objects.get(pk=came.message).aside


def test_the_two_threads_do_not_name_each_others_mails(cast: Cast) -> None:
    one = ticket(cast, external_id="a@example.com")
    question = forwarded(cast, one)
    sent(question.dispatch, external_id="q@northwind.example")
    receive(arrival(cast, sender=DEPOT, external_id="d@example.net", answers=("q@northwind.example",)))

    to_customer = reply(one, "It is on the lorry.", by=cast.bo)
    to_depot = forwarded(cast, one)

    assert outgoing_parts(to_customer.dispatch)["answers"] == ("a@example.com",)
    assert outgoing_parts(to_depot.dispatch)["answers"] == ("d@example.net", "q@northwind.example")


def test_nobody_and_nothing_are_refused(cast: Cast) -> None:
    one = ticket(cast)

    assert refused("tickets.forward", cast.bo, ticket=one.pk, to=[], text="Hm?") == "NobodyToAnswer"
    assert refused("tickets.forward", cast.bo, ticket=one.pk, to=["a@example.net"]) == "Empty"


def test_a_trainees_words_to_a_third_party_wait_too(cast: Cast) -> None:
    one = ticket(cast)

    outcome = perform(Forward(ticket=one.pk, to=["a@example.net"], text="Where?"), by=again(cast.tess))

    assert isinstance(outcome, Waiting)
    assert not Message.objects.filter(direction="out").exists()


def test_an_automatic_answer_lets_the_customer_wait_on(cast: Cast) -> None:
    one = ticket(cast)
    waited = one.waiting_since

    message = acknowledge(one, "We have it.")

    one.refresh_from_db()
    assert (one.waiting_since, one.unread) == (waited, True)
    assert (one.preview, one.last_direction, one.messages_count) == ("My parcel has not come.", "in", 1)
    assert (message.auto_kind, message.dispatch.due_at <= message.at) == ("acknowledgement", True)
    assert outgoing_parts(message.dispatch)["auto"]


def test_a_stranger_who_knows_an_id_is_no_third_party(cast: Cast) -> None:
    one = ticket(cast)
    question = forwarded(cast, one)
    sent(question.dispatch, external_id="q@northwind.example")

    came = receive(arrival(cast, sender=JONAS, answers=("q@northwind.example",)))

    assert (came.new, came.placed) == (True, "stranger")
    assert Message.objects.get(pk=came.message).suggested == one.pk
