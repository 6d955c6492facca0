"""What does not go smoothly: calls and visits, a mail that came back, one that cannot be read, an automatic answer."""

from datetime import datetime

from liaison.config.demo.company import Company, note
from liaison.config.demo.post import Letter, bring, bring_raw
from liaison.config.demo.story import HOUR, Matter, Story, address_of, in_office
from liaison.config.demo.words import Voice
from liaison.customers.actions import meet
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.actions import Occasion
from liaison.tickets.models import Dispatch, Ticket
from liaison.tickets.words import Address, Direction, Shelf


def calls(voice: Voice, company: Company, *, begins: datetime, who: str) -> Story:
    """Somebody calls or comes by, and it is written down by hand."""
    rita = company.agents["Rita Bernard"]
    for n, (reason, outcome) in enumerate(voice.calls):
        yield in_office(begins + n * 9 * HOUR)
        customer = meet("email", address_of(who, voice), name=who, language=voice.language)
        note("customer", customer)
        occasion = Occasion(
            channel="phone" if n % 2 == 0 else "counter",
            direction=Direction.IN,
            reason=reason.format(order=41_207),
            outcome=outcome,
        )
        contact = tickets.record_contact(occasion, by=rita, customer=customer)
        note("contact", contact)


def came_back(matter: Matter, company: Company) -> Story:
    """Our answer comes back: the mailbox of the customer is full."""
    yield matter.begins
    agent = company.agents["Liina Aas"]
    first = tickets.write_first(
        company.departments["orders"].pk,
        to=[Address(matter.address, matter.who)],
        subject=matter.words("Your order {order} is ready to be collected"),
        text=matter.words(
            "Hello,\n\nyour order {order} waits for you in the shop in the old town.\n\nLiina Aas"
        ),
        by=agent,
    )
    yield now() + HOUR / 30
    dispatch = Dispatch.objects.select_related("message__ticket").get(message=first)
    tickets.claim(dispatch)
    tickets.sent(dispatch, external_id=f"{matter.key}.2@havn.example")
    yield now() + HOUR / 20
    why = "452 4.2.2 The mailbox of this recipient is full."
    tickets.bounce(dispatch.message, why=why)


def unreadable(company: Company, *, at: datetime) -> Story:
    """A mail too large to be taken whole: it becomes a ticket all the same, and lies in the tray."""
    yield at
    raw = (
        b"From: Archive scanner <scanner@example.org>\r\nTo: billing@havn.example\r\nSubject: All receipts\r\n"
        b"Message-ID: <scan.1@example.org>\r\nContent-Type: text/plain\r\n\r\nSee the attached scans.\r\n"
    )
    bring_raw(
        raw,
        key="unreadable.1",
        to=company.mailboxes["billing"],
        sender="scanner@example.org",
        too_large=262_144_000,
    )


def away(company: Company, *, at: datetime) -> Story:
    """An automatic answer, which is kept but asks nobody for anything."""
    yield at
    bring_raw(
        b"From: Tom Ashdown <tom.ashdown@example.com>\r\nTo: orders@havn.example\r\nSubject: Out of office\r\n"
        b"Message-ID: <away.1@example.com>\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\n"
        b"I am walking in the hills until Monday and read no mail there.\r\n",
        key="away.1", to=company.mailboxes["orders"], sender="tom.ashdown@example.com",
    )  # fmt: skip


def spam(company: Company, *, at: datetime) -> Story:
    """Nobody asked for this; it is put away."""
    yield at
    letter = Letter(
        key="spam.1",
        who="Best Deals",
        address="win@example.net",
        subject="You have WON a cruise!!!",
        text="Congratulations! Claim your cruise within 24 hours. This offer is only for you and everybody else.",
        at=now(),
    )
    message = bring(letter, to=company.mailboxes["orders"])
    yield in_office(now() + HOUR)
    assert message is not None
    ticket = Ticket.objects.get(pk=message.ticket_id)
    tickets.shelve(ticket, shelf=Shelf.SPAM, by=company.agents["Liina Aas"])
