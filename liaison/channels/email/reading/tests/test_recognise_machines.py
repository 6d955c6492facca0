"""Machines are recognised by what they say of themselves; a person is never taken for one."""

import pytest

from liaison.channels.email.reading import AutoKind, read_mail
from liaison.channels.email.reading.tests.building import mail

PERSON = b"From: Mira Tamm <mira@example.org>\r\nReturn-Path: <mira@example.org>\r\n"
DAEMON = b"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nReturn-Path: <>\r\n"


def kind(fields: bytes, *, subject: str = "x", body: str = "hello") -> AutoKind:
    return read_mail(fields + f"Subject: {subject}\r\n\r\n{body}\r\n".encode()).auto_kind


@pytest.mark.parametrize(
    "subject",
    [
        *(
            "Automatic reply: x",
            "Auto-Reply: x",
            "Autoreply",
            "Out of Office AutoReply: x",
            "Vacation response: x",
        ),
        *("Automatische Antwort: x", "Abwesenheitsnotiz: x", "Abwesenheitsnotiz", "Réponse automatique : x"),
        *(
            "Absence du bureau : x",
            "Respuesta automática: x",
            "Risposta automatica: x",
            "Resposta automática: x",
        ),
        *("Automatisch antwoord: x", "Autosvar: x", "Automatiskt svar: x", "Automatisk svar: x"),
        *(
            "Automaattinen vastaus: x",
            "Automaatvastus: x",
            "Automatinis atsakymas: x",
            "Automātiska atbilde: x",
        ),
        *("Autoodpowiedź: x", "Odpowiedź automatyczna: x", "Automatická odpověď: x", "Automatikus válasz: x"),
        *("Răspuns automat: x", "Otomatik Yanıt: x", "Αυτόματη απάντηση: x", "Автоматический ответ: x"),
        *(
            "Автоматична відповідь: x",
            "Trả lời tự động: x",
            "自动回复: x",
            "自動返信：x",
            "자동 회신: x",
            "رد تلقائي: x",
        ),
    ],
)
def test_an_automatic_answer_is_told_by_its_subject(subject: str):
    assert kind(PERSON, subject=subject) is AutoKind.AUTO_REPLY


@pytest.mark.parametrize(
    "field",
    [
        *(b"Auto-Submitted: auto-replied", b"Auto-Submitted: auto-replied (vacation)", b"X-Autoreply: yes"),
        *(b"X-Autorespond: x", b"X-Autoresponder: x", b"Precedence: auto_reply", b"X-Precedence: auto_reply"),
        *(b"Preference: auto_reply", b"Delivered-To: Autoresponder", b"X-Apple-Action: vacation"),
    ],
)
def test_an_automatic_answer_is_told_by_its_fields(field: bytes):
    assert kind(PERSON + field + b"\r\n") is AutoKind.AUTO_REPLY


@pytest.mark.parametrize("subject", ["Out of office", "Urlaub", "Auto: x", "Absence", "В отпуске", "不在"])
def test_a_subject_people_use_too_needs_another_sign(subject: str):
    assert kind(PERSON, subject=subject) is AutoKind.NONE
    assert kind(PERSON + b"X-Auto-Response-Suppress: All\r\n", subject=subject) is AutoKind.AUTO_REPLY


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("failure notice", "hello"),
        ("Undelivered Mail Returned to Sender", "hello"),
        ("Returned mail: see transcript for details", "hello"),
        ("Unzustellbar: x", "hello"),
        ("Échec de la remise : x", "hello"),
        ("Недоставлено: x", "hello"),
        ("x", "The following addresses had permanent fatal errors: <a@b.example>"),
        ("x", "Ihre Nachricht konnte nicht zugestellt werden: nicht zustellbar"),
    ],
)
def test_a_bounce_is_told_by_a_daemon_and_what_it_says(subject: str, body: str):
    assert kind(DAEMON, subject=subject, body=body) is AutoKind.BOUNCE


def test_a_delay_is_not_yet_a_bounce():
    said = (
        "This message has not yet been delivered to one or more of its recipients after more than 24 hours."
    )
    understood = read_mail(DAEMON + f"Subject: Warning: message delayed 24 hours\r\n\r\n{said}".encode())
    assert understood.auto_kind is AutoKind.DELAY
    assert not understood.bounce.for_good


@pytest.mark.parametrize(
    "field", [b"List-Id: <a.b>", b"List-Unsubscribe: <mailto:a@b>", b"Precedence: bulk", b"Mailing-List: x"]
)
def test_a_list_is_told_by_its_fields(field: bytes):
    assert kind(PERSON + field + b"\r\n") is AutoKind.LIST


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Fwd: Undelivered Mail Returned to Sender", "What is this?\n> could not be delivered, user unknown"),
        ("Delivery failed", "My parcel could not be delivered, the courier says: address not found"),
        ("Mailbox full", "My mailbox is full, over quota. What shall I do?"),
        ("Returned mail order", "I sent it back."),
        ("Undeliverable parcel", "It was not delivered to the neighbour."),
        ("Re: Automatic reply: x", "Then I wait."),
        ("Out of office chairs?", "Do you sell them?"),
        ("Automatic door broken", "Please come."),
        ("Autoresponder setup help", "How?"),
        ("Auto: key lost", "Please."),
        ("Abwesenheit im Mai", "Bitte liefern Sie danach."),
        ("Vacation rental", "Is it free?"),
        ("Automatische Antwort fehlt", "Ich bekam keine."),
    ],
)
def test_a_person_is_not_taken_for_a_machine(subject: str, body: str):
    assert kind(PERSON, subject=subject, body=body) is AutoKind.NONE


@pytest.mark.parametrize(
    "field",
    [b"Auto-Submitted: no", b"Precedence: normal", b"X-Auto-Response-Suppress: OOF", b"X-Autoreply: no"],
)
def test_a_field_that_says_no_means_no(field: bytes):
    assert kind(PERSON + field + b"\r\n") is AutoKind.NONE


def test_who_asks_for_no_automatic_answer_gets_none():
    assert read_mail(mail(b"x", b"X-Auto-Response-Suppress: OOF, AutoReply")).refuses_auto_answers
    assert not read_mail(mail(b"x")).refuses_auto_answers
