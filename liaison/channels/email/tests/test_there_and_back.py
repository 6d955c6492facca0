"""The thin line: in by our door, out by SMTP, and back onto the same ticket."""

import pytest

from liaison.channels.actions import read_waiting, send_due
from liaison.channels.email.tests.world import Outside, letter, post
from liaison.tickets.actions import reply
from liaison.tickets.models import Message, Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mail_is_answered_and_the_answer_comes_back_to_the_same_ticket(
    cast: Cast, world: Outside, door: int
) -> None:
    post(door, letter(Message_ID="<first@example.com>"))
    assert read_waiting() == 1
    ticket = Ticket.objects.get()
    reply(ticket, "It is on its way: https://example.com/track?a=1&b=2", by=cast.bo)
    assert send_due("email") == 1

    (out,) = world.taken
    assert out.to == ["mira@example.com"]
    assert out.mail["From"] == "Northwind <help@northwind.example>"
    assert out.mail["Subject"] == "Re: Where is my parcel?"
    assert out.mail["In-Reply-To"] == "<first@example.com>"
    assert out.mail["References"].split()[-1] == "<first@example.com>"
    assert f"liaison.{ticket.pk}." in out.mail["Message-ID"]

    Message.objects.filter(direction="out").update(
        external_id=""
    )  # As if we had died before writing it down.
    post(door, letter(text="Thank you!", In_Reply_To=out.mail["Message-ID"]))
    assert read_waiting() == 1

    assert Ticket.objects.count() == 1
    assert list(ticket.messages.order_by("id").values_list("direction", "reply", "placed")) == [
        ("in", "My parcel has not come.", "new"),
        ("out", "It is on its way: https://example.com/track?a=1&b=2", ""),
        ("in", "Thank you!", "token"),
    ]
