"""What a mail of ours looks like: threads, names, addresses of all the world, quotation, signature, files."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from liaison.channels.actions.sending import outgoing
from liaison.channels.email.composing import compose
from liaison.channels.email.plain_html import as_html
from liaison.channels.email.reading import read_mail
from liaison.channels.email.tokens import find_token, is_ours
from liaison.files import actions as files
from liaison.team.models import Member
from liaison.tickets.actions import reply
from liaison.tickets.models import Dispatch
from liaison.tickets.words import Address, Enclosed
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db


def made(
    cast: Cast, text: str = "It is on its way.", *, arrived: dict[str, object] | None = None, **more: object
) -> EmailMessage:
    message = reply(ticket(cast, **(arrived or {})), text, by=cast.bo, **more)
    dispatch = Dispatch.objects.select_related("message__ticket").get(message=message)
    mail = compose(outgoing(dispatch), mailbox=cast.mailbox)
    again = message_from_bytes(mail.as_bytes(), policy=default)
    assert isinstance(again, EmailMessage)
    return again


def plain(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_the_id_is_ours_and_always_the_same(cast: Cast) -> None:
    message = reply(ticket(cast), "Hello", by=cast.bo)
    dispatch = Dispatch.objects.select_related("message__ticket").get(message=message)
    first, second = (compose(outgoing(dispatch), mailbox=cast.mailbox)["Message-ID"] for _ in range(2))

    assert first == second
    assert find_token([str(first)]) == (message.ticket_id, message.pk)
    assert not is_ours(str(first).replace("liaison.", "liaison.9"))


def test_names_and_domains_of_all_the_world(cast: Cast) -> None:
    sender = Address("mira@bücher.example", "Мира Кask 王")
    mail = made(
        cast, "Täname! Ačiū! Спасибо! Cảm ơn!", arrived={"sender": sender, "subject": "Вопрос о «заказе»"}
    )

    assert mail["To"].addresses[0].domain == "xn--bcher-kva.example"
    assert mail["To"].addresses[0].display_name == "Мира Кask 王"
    assert mail["Subject"] == "Re: Вопрос о «заказе»"
    assert read_mail(mail.as_bytes()).text.strip() == "Täname! Ačiū! Спасибо! Cảm ơn!"


def test_nobody_writes_a_header_of_ours_by_a_name_or_a_subject(cast: Cast) -> None:
    sender = Address("mira@example.com", "Mira\r\nBcc: all@example.com")
    mail = made(cast, arrived={"sender": sender, "subject": "Hi\r\nX-Evil: yes"})

    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None


def test_who_answers_is_named_if_the_mailbox_wishes_so(cast: Cast) -> None:
    assert made(cast)["From"] == "Northwind <help@northwind.example>"
    cast.mailbox.show_author = True
    assert made(cast)["From"].addresses[0].display_name == "Bo (Northwind)"
    assert made(cast)["Reply-To"] == "help@northwind.example"


def test_signature_and_quotation_stand_below(cast: Cast) -> None:
    Member.objects.filter(pk=cast.bo.pk).update(signature="Bo Berg\nNorthwind")
    cast.mailbox.quote_last = True
    text = plain(made(cast, arrived={"text": "First line\n> older"}))

    assert text.startswith("It is on its way.\n\n-- \nBo Berg\nNorthwind\n\nOn ")
    assert text.endswith(" wrote:\n> First line\n>> older\n")
    assert read_mail(made(cast).as_bytes()).reply == "It is on its way."


def test_long_lines_and_dots_arrive_as_they_were_written(cast: Cast) -> None:
    text = "x" * 3000 + "\n.\nFrom here\n> quoted\n\ttab  and   spaces"
    assert plain(made(cast, text)) == text + "\n"


def test_files_come_along_under_their_names(cast: Cast) -> None:
    sha = files.keep(b"\x00\x01 report")
    letter = files.keep(b"From: a@b.test\r\n\r\nHello")
    mail = made(
        cast,
        enclosed=[
            Enclosed(sha, "Отчёт 1.pdf", "application/pdf", 9),
            Enclosed(letter, "mail.eml", "message/rfc822", 23),
            Enclosed(sha, "odd\r\nname", "nonsense", 9),
        ],
    )

    got = [(a.get_filename(), a.get_content_type(), a.get_content()) for a in mail.iter_attachments()]
    assert got == [
        ("Отчёт 1.pdf", "application/pdf", b"\x00\x01 report"),
        ("mail.eml", "application/octet-stream", b"From: a@b.test\r\n\r\nHello"),
        ("odd name", "application/octet-stream", b"\x00\x01 report"),
    ]


def test_the_html_shows_the_text_and_nothing_of_it_acts() -> None:
    html = as_html("Look: https://shop.example/?a=1&b=<2>.\n\n> <script>alert(1)</script>\n  indented")

    assert '<a href="https://shop.example/?a=1&amp;b=">https://shop.example/?a=1&amp;b=</a>&lt;2&gt;.' in html
    assert "<script>" not in html
    assert "<blockquote" in html
    assert "&nbsp;&nbsp;indented" in html
