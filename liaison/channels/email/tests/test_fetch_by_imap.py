"""Mail from a real IMAP server: nothing twice, nothing missed."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from liaison.channels.actions import read_waiting
from liaison.channels.email.actions import change_mailbox
from liaison.channels.email.imap import fetching, session, watching
from liaison.channels.email.imap.connection import open_imap
from liaison.channels.email.models import Folder, Mailbox
from liaison.channels.email.servers import incoming_server
from liaison.channels.email.tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from liaison.channels.email.tests.world import letter
from liaison.channels.email.trying import try_out
from liaison.channels.email.words import After, Security
from liaison.channels.models import Parcel, Trouble
from liaison.tickets.models import Ticket
from tests.cast import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.dovecot]


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with dovecot() as one:
        yield one


@pytest.fixture
def mailbox(cast: Cast, server: Dovecot) -> Mailbox:
    change_mailbox(
        cast.mailbox,
        imap_host="127.0.0.1",
        imap_port=server.port,
        imap_security=Security.PLAIN,
        imap_user=USER,
        imap_password=PASSWORD,
        private_hosts=["127.0.0.1"],
        by=cast.ada,
    )
    return Mailbox.objects.get(pk=cast.mailbox.pk)


def fetch(mailbox: Mailbox) -> int:
    imap = open_imap(incoming_server(mailbox))
    try:
        return fetching.fetch_new(imap, mailbox, stop=threading.Event())
    finally:
        imap.shutdown()


def eventually(what: Callable[[], bool]) -> None:
    """Wait for another thread; the time is only a limit for the worst case."""
    for _ in range(600):
        if what():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_each_mail_is_fetched_once_and_marked_as_read(server: Dovecot, mailbox: Mailbox) -> None:
    server.deliver(letter(), letter())
    assert fetch(mailbox) == 2
    assert fetch(mailbox) == 0
    server.deliver(letter())
    assert fetch(mailbox) == 1

    assert Parcel.objects.count() == 3
    assert server.flags() == ["\\Seen"] * 3
    while read_waiting():
        pass
    assert Ticket.objects.count() == 3


def test_of_a_mailbox_in_use_only_the_unread_mails_are_taken(server: Dovecot, mailbox: Mailbox) -> None:
    server.deliver(letter(), letter())
    with server.client() as imap:
        imap.select("INBOX")
        imap.store("1", "+FLAGS", r"(\Seen)")
    assert fetch(mailbox) == 1
    assert Parcel.objects.count() == 1


def test_mails_are_deleted_only_after_they_are_kept(
    server: Dovecot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.imap_after = After.DELETE
    fetch(mailbox)
    server.deliver(letter())

    def full(*_: object, **__: object) -> int:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(fetching, "keep", full)
        with pytest.raises(OSError, match="disk"):
            fetch(mailbox)
    assert len(server.flags()) == 1

    assert fetch(mailbox) == 1
    assert (Parcel.objects.count(), server.flags()) == (1, [])


def test_what_was_kept_but_not_yet_moved_is_moved_after_a_broken_connection(
    server: Dovecot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.imap_after, mailbox.imap_move_to = After.MOVE, "Erledigt für uns"
    fetch(mailbox)
    server.deliver(letter())

    def gone(*_: object, **__: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as broken:
        broken.setattr(session, "move", gone)
        with pytest.raises(ConnectionResetError):
            fetch(mailbox)
    assert fetch(mailbox) == 0
    assert server.flags() == []
    assert len(server.flags(session.quoted("Erledigt für uns"))) == 1
    assert Parcel.objects.count() == 1


def test_mails_numbered_anew_are_recognised(server: Dovecot, mailbox: Mailbox) -> None:
    server.deliver(letter(), letter())
    fetch(mailbox)
    Folder.objects.update(validity=1)
    server.deliver(letter())

    fetch(mailbox)
    assert Parcel.objects.count() == 3
    assert fetch(mailbox) == 0


def test_a_mail_too_large_is_told_and_left_and_the_next_ones_come(
    server: Dovecot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LIMIT", 2000)
    fetch(mailbox)
    server.deliver(letter(text="x" * 70 + "\n" + "y\n" * 3000), letter())

    assert fetch(mailbox) == 2
    large, small = Parcel.objects.order_by("id")
    assert large.envelope["too_large"] > 2000
    assert "too_large" not in small.envelope
    assert server.flags() == ["", "\\Seen"]


def test_a_mail_which_the_server_does_not_give_does_not_stop_the_others(
    server: Dovecot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(mailbox)
    server.deliver(letter(), letter())
    given = session.content

    def broken(imap: object, uid: int, **more: object) -> bytes | None:
        if uid == 1:
            raise session.NotGiven("internal error")
        return given(imap, uid, **more)

    monkeypatch.setattr(session, "content", broken)
    assert fetch(mailbox) == 2
    assert [p.envelope.get("not_given") for p in Parcel.objects.order_by("id")] == ["internal error", None]


def test_the_watcher_is_told_of_new_mail_over_cuts_and_a_restart(server: Dovecot, mailbox: Mailbox) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=watching.run, args=[stop])
    thread.start()
    try:
        eventually(lambda: Folder.objects.filter(mailbox=mailbox).exists())
        server.deliver(letter())
        eventually(lambda: Parcel.objects.count() == 1)

        server.drop_connections()
        server.deliver(letter())
        eventually(lambda: Parcel.objects.count() == 2)

        server.stop()
        server.start()
        server.deliver(letter())
        eventually(lambda: Parcel.objects.count() == 3)
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_trying_out_says_precisely_what_does_not_work(server: Dovecot, mailbox: Mailbox) -> None:
    assert try_out(mailbox)[0].says == "Signed in; INBOX holds 0 mails."

    mailbox.imap_folder = "Nowhere"
    assert try_out(mailbox)[0].says == "There is no folder called Nowhere."
    mailbox.imap_folder, mailbox.imap_password = "INBOX", "wrong"
    assert try_out(mailbox)[0].says.startswith("The IMAP server does not accept")
    mailbox.imap_password, mailbox.private_hosts = PASSWORD, []
    assert "private network" in try_out(mailbox)[0].says
    mailbox.private_hosts = ["127.0.0.1"]
    server.stop()
    assert try_out(mailbox)[0].says == "The IMAP server refuses the connection."


def test_a_refused_sign_in_is_written_down_until_it_works(
    server: Dovecot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SIGN_IN_PAUSE", 0.1)
    mailbox.imap_password = "wrong"
    watcher = watching.Watcher(mailbox)
    watcher.thread.start()
    eventually(lambda: Trouble.objects.filter(sign_in=True, side="in").exists())
    mailbox.imap_password = PASSWORD
    eventually(lambda: not Trouble.objects.exists())
    watcher.stop()
    watcher.thread.join(20)
