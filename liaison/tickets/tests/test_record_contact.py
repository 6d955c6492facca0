from datetime import timedelta

import pytest

from liaison.authority.actions import define_role, grant, revoke
from liaison.authority.models import Role
from liaison.authority.words import Effect
from liaison.customers.models import Customer
from liaison.journal.models import About, Entry
from liaison.kit.actor import Plain
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.team.models import Member
from liaison.tickets.models import Contact, Message, Promise, Ticket
from liaison.tickets.queries import in_passing
from liaison.tickets.tests.asking import ask, done, everything, refused
from tests.cast import JONAS, Cast, ticket


def test_a_call_about_a_ticket_answers_whoever_waited(cast: Cast) -> None:
    one = ticket(cast)

    done(
        "tickets.record_contact",
        cast.bo,
        department=cast.service.pk,
        ticket=one.pk,
        direction="out",
        reason="Told her about the delay",
        outcome="She waits till Friday",
    )

    one.refresh_from_db()
    message = Message.objects.get(pk=one.last_message)
    assert (message.direction, message.channel, message.state) == ("out", "phone", "delivered")
    assert message.text == "Told her about the delay\n\nShe waits till Friday"
    assert one.waiting_since is None
    assert message.waited_since is not None


def test_a_call_that_reached_nobody_answers_nobody(cast: Cast) -> None:
    one = ticket(cast)

    done(
        "tickets.record_contact",
        cast.bo,
        department=cast.service.pk,
        ticket=one.pk,
        direction="out",
        outcome="No answer",
        spoken=False,
    )

    assert Ticket.objects.get(pk=one.pk).waiting_since is not None


def test_a_visit_with_a_message_for_a_colleague_and_a_call_back(cast: Cast) -> None:
    made = done(
        "tickets.record_contact",
        cast.bo,
        department=cast.service.pk,
        channel="counter",
        number="+372 5123 4567",
        person="Kati Tamm",
        subject="A broken lamp",
        reason="The lamp flickers",
        colleague=cast.ana.pk,
        message="Please ring her.",
        call_back=(now() + timedelta(hours=3)).isoformat(),
    )

    one = Ticket.objects.get(pk=made["ticket"])
    assert (one.assignee, one.channel, one.subject) == (cast.ana, "counter", "A broken lamp")
    assert one.customer is not None
    assert one.customer.name == "Kati Tamm"
    assert one.due_at == Promise.objects.get(ticket=one).due_at
    assert [m.direction for m in Message.objects.filter(ticket=one).order_by("id")] == ["in", "note"]
    assert About.objects.filter(ref=cast.ana.ref, entry__kind="tickets.noted").exists()


def test_somebody_unknown_asks_the_way(cast: Cast) -> None:
    done("tickets.record_contact", cast.bo, department=cast.service.pk, channel="counter", reason="The way")

    contact = Contact.objects.get()
    assert (contact.customer, contact.by, contact.reason) == (None, cast.bo.ref, "The way")
    assert not Ticket.objects.exists()
    assert not Customer.objects.exists()
    assert Entry.objects.filter(kind="tickets.contact_passed").count() == 1


def test_a_call_back_needs_a_matter(cast: Cast) -> None:
    due = (now() + timedelta(hours=3)).isoformat()

    outcome = ask("tickets.record_contact", cast.bo, department=cast.service.pk, call_back=due)

    assert outcome.name == "Invalid"
    assert not Contact.objects.exists()


def test_a_customer_there_is_not_is_refused(cast: Cast) -> None:
    assert (
        refused("tickets.record_contact", cast.bo, department=cast.service.pk, customer=10**9)
        == "NotACustomer"
    )


def test_what_touched_no_ticket_still_lies_on_the_persons_file(cast: Cast) -> None:
    done("tickets.record_contact", cast.bo, department=cast.service.pk, number="+37251234567", reason="Hours")
    mine = Contact.objects.get()
    assert mine.customer_id is not None

    assert in_passing(mine.customer_id, for_=cast.cleo) == [mine]
    assert in_passing(mine.customer_id, for_=Plain("member:0")) == []


@pytest.fixture
def blind(cast: Cast) -> Member:
    """Somebody who works on tickets and may see no customers."""
    permissions = dict.fromkeys(
        ("tickets.see", "tickets.record_contact", "tickets.choose_customer"), Effect.ALLOW
    )
    role = define_role("Clerk", permissions=permissions, by=cast.ada)
    revoke(Role.objects.get(key="representative"), to=cast.bo.ref, department=cast.service.pk, by=cast.ada)
    grant(role, to=cast.bo.ref, department=cast.service.pk, by=cast.ada)
    return cast.bo


def test_whoever_may_not_see_customers_finds_nobody(cast: Cast, blind: Member) -> None:
    one, other = ticket(cast), ticket(cast, sender=JONAS)
    here = {"department": cast.service.pk, "ticket": one.pk}
    before = everything()

    for customer in (other.customer_id, 10**9):
        with pytest.raises(NotFound):
            ask("tickets.choose_customer", blind, ticket=one.pk, customer=customer)
        with pytest.raises(NotFound):
            ask("tickets.record_contact", blind, **here, customer=customer)
    with pytest.raises(NotFound):
        ask("tickets.record_contact", blind, **here, number="+372 5123 4567")

    assert everything() == before
    done("tickets.record_contact", blind, **here, reason="Somebody called")
