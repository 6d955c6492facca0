"""A text is taken out of the raw mail, however it is written in it."""

from base64 import b64encode
from email.message import EmailMessage

import pytest

from liaison.channels.actions import keep, read_waiting
from liaison.channels.email.reading import read_mail
from liaison.channels.email.redacting import redact
from liaison.channels.email.tests.world import letter
from liaison.channels.models import Parcel
from liaison.channels.queries import raw_of
from liaison.tickets.actions import redact as redact_message
from liaison.tickets.models import Message
from tests.cast import Cast

CARD = "4111 1111 1111 1111"


def mail(*, cte: str, charset: str = "utf-8") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "mira@example.com", "Card"
    made.set_content(f"Grüße, my card is {CARD}, please.\n", charset=charset, cte=cte)
    made.add_attachment(b"\x89PNG not text", maintype="image", subtype="png", filename="a.png")
    return made.as_bytes()


@pytest.mark.parametrize("cte", ["8bit", "quoted-printable", "base64"])
def test_it_is_gone_and_the_rest_can_still_be_read(cte: str) -> None:
    without = redact(mail(cte=cte), CARD, "▇▇▇")

    assert CARD.encode() not in without
    assert b64encode(CARD.encode())[:16] not in without
    left = read_mail(without)
    assert left.text.strip() == "Grüße, my card is ▇▇▇, please."
    assert left.attachments[0].content == b"\x89PNG not text"


def test_where_it_cannot_be_taken_out_alone_the_raw_mail_goes() -> None:
    split = (
        b"Subject: =?utf-8?B?" + b64encode(f"Card {CARD}".encode()) + b"?=\r\nFrom: m@x.test\r\n\r\nHello\r\n"
    )
    left = read_mail(redact(split, CARD, "▇▇▇"))

    assert CARD not in left.subject
    assert left.subject == "[removed]"


@pytest.mark.django_db
def test_redacting_a_message_reaches_its_parcel(cast: Cast) -> None:
    raw = letter(text=f"My card is {CARD}.")
    keep(raw, channel="email", door=cast.mailbox.door, key="card", envelope={})
    read_waiting()
    redact_message(Message.objects.get(), CARD, by=cast.ana)

    assert CARD.encode() not in raw_of(Parcel.objects.get())
