"""TLS and STARTTLS on every side, with servers whose certificates are looked at."""

import smtplib
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from liaison.channels.actions import send_due
from liaison.channels.email import conversation, trying
from liaison.channels.email.actions import change_mailbox
from liaison.channels.email.conversation import Seal
from liaison.channels.email.imap import fetching
from liaison.channels.email.imap.connection import open_imap
from liaison.channels.email.models import Mailbox
from liaison.channels.email.servers import incoming_server
from liaison.channels.email.tests.certificates import Made, make
from liaison.channels.email.tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from liaison.channels.email.tests.world import letter, open_door, outside
from liaison.channels.email.words import Security
from liaison.channels.models import Parcel
from liaison.channels.words import Side
from liaison.kit.configuration import WrongSetting, read
from liaison.tickets.actions import reply
from tests.cast import Cast, ticket

pytestmark = pytest.mark.django_db(transaction=True)
SEALED = [Security.TLS, Security.STARTTLS]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trusted(made: Made, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setitem(settings.LIAISON, "CA_FILE", str(made.authority))
    return made


def trust_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.LIAISON, "CA_FILE", str(make(tmp_path / "another").authority))


# Mail that comes


@pytest.fixture
def server(made: Made) -> Iterator[Dovecot]:
    made.authority.parent.chmod(0o755)
    with dovecot(certificate=made) as one:
        yield one


def reading(cast: Cast, server: Dovecot, security: Security, **otherwise: object) -> Mailbox:
    port = server.sealed_port if security is Security.TLS else server.port
    given = {"imap_host": "127.0.0.1", "imap_port": port, "imap_security": security, "imap_user": USER}
    given |= {"imap_password": PASSWORD, "private_hosts": ["127.0.0.1"]}
    change_mailbox(cast.mailbox, by=cast.ada, **given | otherwise)
    return Mailbox.objects.get(pk=cast.mailbox.pk)


def reading_says(mailbox: Mailbox) -> str:
    return next(tried.says for tried in trying.try_out(mailbox) if tried.side is Side.IN)


@pytest.mark.dovecot
@pytest.mark.parametrize("security", SEALED)
def test_mail_is_fetched_and_waited_for_sealed(
    cast: Cast, server: Dovecot, trusted: Made, security: Security
) -> None:
    mailbox = reading(cast, server, security)
    server.deliver(letter(text="x" * 200_000))
    imap = open_imap(incoming_server(mailbox))
    try:
        assert isinstance(imap.sock, ssl.SSLSocket)
        assert fetching.fetch_new(imap, mailbox, stop=threading.Event()) == 1
        server.deliver(letter())
        assert imap.wait_for_news(60)
    finally:
        imap.shutdown()
    assert Parcel.objects.count() == 1


@pytest.mark.dovecot
@pytest.mark.parametrize("security", SEALED)
def test_a_server_that_nobody_vouches_for_is_told_no_password(
    cast: Cast, server: Dovecot, security: Security, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_another(tmp_path, monkeypatch)
    said = reading_says(reading(cast, server, security))

    assert said.startswith("The certificate of the IMAP server cannot be trusted (")
    assert "Login: user" not in (server.place / "log").read_text()


@pytest.mark.dovecot
@pytest.mark.parametrize("security", SEALED)
def test_a_certificate_for_another_name_is_not_believed(
    cast: Cast, server: Dovecot, trusted: Made, security: Security
) -> None:
    said = reading_says(reading(cast, server, security, imap_host="localhost", private_hosts=["localhost"]))

    assert said.startswith("The certificate of the IMAP server cannot be trusted (Hostname mismatch")


@pytest.mark.dovecot
def test_a_port_that_is_not_sealed_is_named_as_such(cast: Cast, server: Dovecot, trusted: Made) -> None:
    mailbox = reading(cast, server, Security.TLS, imap_port=server.port)

    assert reading_says(mailbox) == "The IMAP server does not speak TLS at this port."


@pytest.mark.dovecot
def test_a_server_without_starttls_is_told_no_password(cast: Cast) -> None:
    with dovecot() as bare:
        assert (
            reading_says(reading(cast, bare, Security.STARTTLS)) == "The IMAP server does not offer STARTTLS."
        )


# Mail that leaves


def sending(made: Made, security: Security) -> dict[str, object]:
    if security is Security.TLS:
        return {"ssl_context": made.serving}
    return {"tls_context": made.serving, "require_starttls": True}


def leave_by(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.LIAISON, "OUTGOING_SMTP", url)
    monkeypatch.setitem(settings.LIAISON, "UNDO_SECONDS", 0)


SCHEME = {Security.TLS: "smtps", Security.STARTTLS: "smtp+starttls"}


def sending_says(cast: Cast) -> str:
    return next(tried.says for tried in trying.try_out(cast.mailbox) if tried.side is Side.OUT)


@pytest.mark.parametrize("security", SEALED)
def test_an_answer_leaves_sealed(
    cast: Cast, trusted: Made, security: Security, monkeypatch: pytest.MonkeyPatch
) -> None:
    with outside(**sending(trusted, security)) as world:
        leave_by(f"{SCHEME[security]}://127.0.0.1:{world.port}", monkeypatch)
        reply(ticket(cast), "It is on its way.", by=cast.bo)
        send_due("email")

        assert [taken.to for taken in world.taken] == [["mira@example.com"]]


@pytest.mark.parametrize("security", SEALED)
def test_an_answer_is_not_given_to_a_server_that_nobody_vouches_for(
    cast: Cast, made: Made, security: Security, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust_another(tmp_path, monkeypatch)
    with outside(**sending(made, security)) as world:
        leave_by(f"{SCHEME[security]}://127.0.0.1:{world.port}", monkeypatch)
        message = reply(ticket(cast), "It is on its way.", by=cast.bo)
        send_due("email")

        assert world.taken == []
        assert sending_says(cast).startswith(
            "The certificate of the server for outgoing mail cannot be trusted ("
        )
    message.dispatch.refresh_from_db()
    assert "cannot be trusted" in message.dispatch.error


def test_an_outdated_certificate_is_named_as_such(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = make(tmp_path / "old", days=-1)
    monkeypatch.setitem(settings.LIAISON, "CA_FILE", str(old.authority))
    with outside(**sending(old, Security.TLS)) as world:
        leave_by(f"smtps://127.0.0.1:{world.port}", monkeypatch)
        assert "certificate has expired" in sending_says(cast)


@pytest.mark.parametrize(
    ("scheme", "says"),
    [
        ("smtps", "The server for outgoing mail does not speak TLS at this port."),
        ("smtp+starttls", "The server for outgoing mail does not offer STARTTLS."),
    ],
)
def test_an_open_server_is_named_as_such(
    cast: Cast, scheme: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with outside() as world:
        leave_by(f"{scheme}://127.0.0.1:{world.port}", monkeypatch)
        assert sending_says(cast) == says
        assert world.taken == []


# Our own door


@pytest.fixture
def sealed_door(made: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setitem(settings.LIAISON, "SMTP_PORT", 0)
    monkeypatch.setitem(settings.LIAISON, "SMTP_CERTIFICATE", str(made.certificate))
    monkeypatch.setitem(settings.LIAISON, "SMTP_KEY", str(made.key))
    with open_door() as port:
        yield port


def test_the_door_takes_mail_sealed(cast: Cast, made: Made, sealed_door: int) -> None:
    trusting = ssl.create_default_context(cafile=made.authority)
    with smtplib.SMTP("127.0.0.1", sealed_door, timeout=20) as smtp:
        smtp.starttls(context=trusting)
        smtp.ehlo()
        assert set(smtp.esmtp_features) >= {"size", "8bitmime", "smtputf8"}
        assert not {"auth", "starttls"} & set(smtp.esmtp_features)
        for text in ("one", "two"):
            smtp.sendmail("mira@example.com", "help@northwind.example", letter(text=text * 40_000))

    assert Parcel.objects.count() == 2


def test_the_door_takes_mail_from_those_who_do_not_seal_it(cast: Cast, sealed_door: int) -> None:
    with smtplib.SMTP("127.0.0.1", sealed_door, timeout=20) as smtp:
        smtp.ehlo()
        assert smtp.has_extn("starttls")
        smtp.sendmail("mira@example.com", "help@northwind.example", letter())

    assert Parcel.objects.count() == 1


def test_a_caller_who_seals_the_line_counts_once(
    cast: Cast, made: Made, sealed_door: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "CALLERS", 20)
    trusting = ssl.create_default_context(cafile=made.authority)
    for _ in range(25):
        with smtplib.SMTP("127.0.0.1", sealed_door, timeout=20) as smtp:
            smtp.starttls(context=trusting)


def test_a_caller_who_does_not_believe_the_certificate_is_worth_one_line(
    cast: Cast, sealed_door: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with smtplib.SMTP("127.0.0.1", sealed_door, timeout=20) as smtp:
        with pytest.raises(ssl.SSLCertVerificationError):
            smtp.starttls(context=ssl.create_default_context())
        smtp.close()
    with smtplib.SMTP("127.0.0.1", sealed_door, timeout=20) as smtp:
        smtp.sendmail("mira@example.com", "help@northwind.example", letter())

    assert [r.exc_info for r in caplog.records if "could not seal" in r.getMessage()] == [None]
    assert not [r for r in caplog.records if r.levelname == "ERROR"]


def test_a_door_without_a_certificate_offers_none(cast: Cast, door: int) -> None:
    with smtplib.SMTP("127.0.0.1", door, timeout=20) as smtp:
        smtp.ehlo()
        assert not smtp.has_extn("starttls")


def test_a_renewed_certificate_is_used_and_a_half_renewed_one_is_not(tmp_path: Path) -> None:
    made = make(tmp_path)
    seal = Seal(made.certificate, made.key)
    first = seal.context()
    assert seal.context() is first

    key = made.key.read_bytes()
    made.key.write_text("half of a key")
    assert seal.context() is first
    made.key.write_bytes(key)
    assert seal.context() is not first


def test_a_file_that_is_not_there_is_named_before_the_desk_opens() -> None:
    with pytest.raises(WrongSetting, match=r"LIAISON_SMTP_CERTIFICATE=/nowhere.pem .* no such file"):
        read({"LIAISON_SMTP_CERTIFICATE": "/nowhere.pem"})
