"""A desk of its own for a bench: the very process that `./run` starts, on an empty directory."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ADMINISTRATOR = "ada@example.com"
PATIENCE = 300.0


@dataclass(frozen=True)
class Desk:
    """A running desk."""

    host: str
    port: int
    smtp_port: int
    pid: int

    def get(self, path: str, *, cookie: str = "") -> tuple[int, bytes]:
        """Ask for a page on a new connection."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def memory(self) -> float:
        """Megabytes (PSS) of the desk's own process."""
        return pss(self.pid)

    def seconds(self) -> float:
        """Seconds of processor which the desk and its database have used."""
        return sum(seconds(pid) for pid in tree(self.pid))

    def memory_of_all(self) -> float:
        """Megabytes (PSS) of the whole process tree, the database included."""
        return sum(pss(pid) for pid in tree(self.pid))


def pss(pid: int) -> float:
    """Megabytes of a process, what it shares counted in parts; 0 for one that is gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def seconds(pid: int) -> float:
    """Seconds of processor a process has used; 0 for one that is gone."""
    try:
        spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """The process and all it started, directly or not, the first one first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


@contextlib.contextmanager
def opened(*, demo: bool = False, data: Path | None = None, **settings: str) -> Iterator[Desk]:
    """Start a desk, wait until it is well, and set Django up here on the same database.

    data: an existing data directory instead of an empty one. settings: `OUTGOING_SMTP="smtp://…"`.
    """
    with contextlib.ExitStack() as stack:
        if data is None:
            data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="liaison-bench-")))
            data.chmod(0o711)
        port, smtp_port = free_port(), free_port()
        os.environ |= {f"LIAISON_{name}": value for name, value in settings.items()}
        os.environ |= {
            "LIAISON_DATA": str(data),
            "LIAISON_PORT": str(port),
            "LIAISON_SMTP_PORT": str(smtp_port),
            "LIAISON_ADMIN_EMAIL": ADMINISTRATOR,
            "LIAISON_LOG_LEVEL": "ERROR",
        }
        os.environ.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "liaison", "run", *(["--demo"] if demo else [])]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            desk = Desk("127.0.0.1", port, smtp_port, process.pid)
            _wait(desk, process)
            from liaison.config.desk import database

            with database():
                yield desk
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(120)


def session(email: str = ADMINISTRATOR) -> str:
    """A Cookie header with which a member is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from liaison.team.models import Member

    member = Member.objects.get(email=email)
    made = import_module(settings.SESSION_ENGINE).SessionStore()
    made[SESSION_KEY] = str(member.pk)
    made[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    made[HASH_SESSION_KEY] = member.get_session_auth_hash()
    made.save()
    return f"{settings.SESSION_COOKIE_NAME}={made.session_key}"


def free_port() -> int:
    """A port which nobody holds at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait(desk: Desk, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            if desk.get("/healthz")[0] == 200:
                return
        time.sleep(0.1)
    raise TimeoutError(f"the desk was not well within {PATIENCE:.0f} s")
