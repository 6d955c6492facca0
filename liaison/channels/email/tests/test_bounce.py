"""What servers report about our mails: failed, late, arrived."""

import pytest
from django.utils import translation

from liaison.channels.actions import send_due
from liaison.channels.email.tests.conversations import Play
from liaison.channels.email.tests.world import Outside
from liaison.kit.sayings import said, say
from liaison.tickets.actions import bounce, reply
from liaison.tickets.history import timeline
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast
from tests.cast import ticket as a_ticket

pytestmark = pytest.mark.django_db


def reported(cast: Cast, kind: str) -> Message:
    """Our answer after a server reported about it."""
    play = Play(cast, 1)
    play._write(1, "mira", "Spare part => A")
    play._answer(2, "A")
    play._write(3, "daemon", f"Report {kind}=2 => A")
    assert play.wrong == []
    return Message.objects.get(direction="out")


def test_a_bounce_marks_our_message_and_brings_the_ticket_back(cast: Cast) -> None:
    message = reported(cast, "bounce")

    assert message.state == "bounced"
    assert said(message.why_failed).startswith("It could not be delivered to mira@example.com")
    ticket = Ticket.objects.get()
    assert (ticket.status, ticket.unread) == ("open", True)
    assert ticket.waiting_since is not None


def test_a_delay_is_told_and_changes_nothing(cast: Cast) -> None:
    message = reported(cast, "delay")

    assert (message.state, message.why_failed) == ("sent", "")
    assert Ticket.objects.get().waiting_since is None
    assert Ticket.objects.get().messages.filter(placed="report").count() == 1


def test_a_report_of_delivery_is_written_down(cast: Cast) -> None:
    assert reported(cast, "arrived").state == "delivered"


def test_nobody_is_answered_by_reports(cast: Cast, world: Outside) -> None:
    reported(cast, "bounce")
    send_due("email")
    assert world.taken == []


def test_why_it_came_back_is_said_in_the_language_of_whoever_reads_it(cast: Cast) -> None:
    one = a_ticket(cast)
    message = reply(one, "It is on its way.", by=cast.bo)
    bounce(message, why=say("It could not be delivered to %(address)s.", address="mira@example.com"))

    said_in = {}
    for language in ("en", "lt"):
        with translation.override(language):
            said_in[language] = next(
                i.why_failed
                for i in timeline(one).items
                if getattr(i, "id", 0) == message.pk and hasattr(i, "why_failed")
            )
    assert said_in["en"] == "It could not be delivered to mira@example.com."
    assert said_in["lt"] != said_in["en"]
    assert "mira@example.com" in said_in["lt"]
