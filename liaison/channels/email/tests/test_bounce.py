"""What servers report about our mails: failed, late, arrived."""

import pytest

from liaison.channels.actions import send_due
from liaison.channels.email.tests.conversations import Play
from liaison.channels.email.tests.world import Outside
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast

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
    assert message.why_failed.startswith("It could not be delivered to mira@example.com")
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
