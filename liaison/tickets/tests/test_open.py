from liaison.customers.actions import meet
from liaison.tickets.actions import receive, set_up_kinds
from liaison.tickets.models import Contact, Kind, Message, Ticket
from liaison.tickets.queries import receivers
from liaison.tickets.tests.asking import done, refused
from tests.cast import MIRA, Cast, arrival


def test_a_customers_words_are_written_down_and_wait_for_us(cast: Cast) -> None:
    set_up_kinds()
    kind = Kind.objects.get(key="complaint").pk

    made = done(
        "tickets.open",
        cast.bo,
        department=cast.service.pk,
        subject="A broken lamp",
        text="It flickers.",
        address="Kati@Example.com",
        person="Kati Tamm",
        kind=kind,
    )

    one = Ticket.objects.get(pk=made["ticket"])
    message = Message.objects.get(pk=one.last_message)
    assert one.customer is not None
    assert (one.customer.name, one.kind_id, one.number) == ("Kati Tamm", kind, made["number"])
    assert (one.waiting_since is not None, one.unread, one.preview) == (True, True, "It flickers.")
    assert (message.direction, message.author) == ("in", one.customer.ref)
    assert Contact.objects.get().by == cast.bo.ref
    assert [a.address for a in receivers(one).to] == ["Kati@Example.com"]


def test_a_matter_without_words_waits_for_nobody(cast: Cast) -> None:
    made = done("tickets.open", cast.bo, department=cast.service.pk, subject="Stocktaking")

    one = Ticket.objects.get(pk=made["ticket"])
    assert (one.customer, one.waiting_since, one.last_message) == (None, None, None)


def test_a_known_customer_is_answered_at_their_address(cast: Cast) -> None:
    mira = meet("email", MIRA.address, name=MIRA.name)

    made = done("tickets.open", cast.bo, department=cast.service.pk, subject="A call", customer=mira.pk)
    done("tickets.reply", cast.bo, ticket=made["ticket"], text="As promised.")

    message = Message.objects.get()
    assert message.to == [["mira@example.com", ""]]
    assert (message.dispatch.channel, message.dispatch.door) == ("email", cast.mailbox.door)


def test_we_write_first_and_the_answer_comes_back(cast: Cast) -> None:
    made = done(
        "tickets.write",
        cast.bo,
        department=cast.service.pk,
        subject="Your parcel",
        to=["Mira Kask <mira@example.com>"],
        text="It is here.",
    )

    one = Ticket.objects.get(pk=made["ticket"])
    message = Message.objects.get(pk=made["message"])
    assert one.customer is not None
    assert (one.customer.name, one.channel, one.door) == ("Mira Kask", "email", cast.mailbox.door)
    assert (one.waiting_since, message.subject) == (None, "Your parcel")
    assert receive(arrival(cast, token=(one.pk, None))).ticket == one.pk


def test_a_named_customer_or_kind_exists(cast: Cast) -> None:
    here = {"department": cast.service.pk, "subject": "A call"}

    assert refused("tickets.open", cast.bo, **here, customer=10**9) == "NotACustomer"
    assert refused("tickets.open", cast.bo, **here, kind=10**9) == "NotAKind"
    assert refused("tickets.write", cast.bo, **here, to=[], text="Hm") == "NobodyToAnswer"
    assert refused("tickets.write", cast.bo, **here, to=["a@example.com"], text="") == "Empty"
