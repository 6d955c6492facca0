"""A real IMAP server: Debian's Dovecot, as a private instance in a directory of its own."""

import contextlib
import getpass
import imaplib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from liaison.channels.email.tests.certificates import Made

PASSWORD = "quiet-desk"
USER = "help"
WHY_NOT = "Dovecot is not installed (apt-get install dovecot-imapd)"
CONF = """
protocols = imap
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
listen = 127.0.0.1
{ssl}
disable_plaintext_auth = no
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
mail_location = maildir:{place}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={gid} home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {sealed_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


_SEALED = "ssl = yes\nssl_cert = <{made.certificate}\nssl_key = <{made.key}"


@dataclass
class Dovecot:
    """A server with one account; it can be stopped and started again."""

    place: Path
    port: int
    sealed_port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [_program(), "-F", "-c", str(self.place / "dovecot.conf")], start_new_session=True
        )
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise AssertionError((self.place / "log").read_text())

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def drop_connections(self) -> None:
        """Kill whatever serves a client, as a broken line would."""
        found = subprocess.run(
            ["pgrep", "-g", str(self._group()), "-f", "imap"], capture_output=True, text=True
        )
        for pid in found.stdout.split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def _group(self) -> int:
        assert self.process
        return os.getpgid(self.process.pid)

    @contextlib.contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=20) as imap:
            imap.login(USER, PASSWORD)
            yield imap

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        with self.client() as imap:
            for mail in mails:
                assert imap.append(folder, "", "", mail)[0] == "OK"

    def flags(self, folder: str = "INBOX") -> list[str]:
        """The flags of each mail in a folder."""
        with self.client() as imap:
            status, count = imap.select(folder, readonly=True)
            if status != "OK" or count == [b"0"]:
                return []
            _, found = imap.fetch("1:*", "(FLAGS)")
            shown = [" ".join(f.decode() for f in imaplib.ParseFlags(one)) for one in found if one]
            return [s.replace("\\Recent", "").strip() for s in shown]


def _program() -> str:
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if not found:
        if settings.LIAISON["NO_SKIPS"]:
            pytest.fail(WHY_NOT)
        pytest.skip(WHY_NOT)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def dovecot(*, certificate: Made | None = None) -> Iterator[Dovecot]:
    """Start a server of its own; skip the test where there is none.

    certificate: with it the server speaks TLS at `sealed_port`, and STARTTLS at the other one.
    """
    _program()
    root = os.geteuid() == 0
    place = Path(tempfile.mkdtemp(prefix="dovecot-"))
    place.chmod(0o755)
    (place / "mail").mkdir(mode=0o777)
    (place / "mail").chmod(0o777)
    me = getpass.getuser()
    server = Dovecot(place, _free_port(), _free_port() if certificate else 0)
    conf = CONF.format(
        place=place,
        port=server.port,
        sealed_port=server.sealed_port,
        ssl=_SEALED.format(made=certificate) if certificate else "ssl = no",
        password=PASSWORD,
        internal="dovecot" if root else me,
        login="dovenull" if root else me,
        group="dovecot" if root else os.getgid(),
        user="nobody" if root else me,
        gid="nogroup" if root else os.getgid(),
    )
    (place / "dovecot.conf").write_text(conf)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)
