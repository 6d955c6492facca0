"""Two desks on one database behind nginx, with Redis between them; each of them may be killed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.desk import ADMINISTRATOR, free_port
from bench.mortal import Tree

SAMPLE = Path(__file__).parent.parent / "docs" / "samples" / "nginx.conf"
PROGRAMS = ("nginx", "redis-server")


@dataclass
class Program:
    """A program of the system that runs beside the desks."""

    command: list[str]
    running: "subprocess.Popen[bytes] | None" = field(default=None)

    def start(self) -> None:
        """Start it."""
        quiet = subprocess.DEVNULL
        self.running = subprocess.Popen(self.command, stdout=quiet, stderr=quiet)

    def kill(self) -> None:
        """End it without asking."""
        if self.running:
            self.running.send_signal(signal.SIGKILL)
            self.running.wait()

    def stop(self) -> None:
        """Ask it to end."""
        if self.running and self.running.poll() is None:
            self.running.send_signal(signal.SIGTERM)
            self.running.wait(20)


@dataclass(frozen=True)
class Pair:
    """port: of nginx. desks: both. redis: between them."""

    port: int
    desks: tuple[Tree, Tree]
    redis: Program


@contextlib.contextmanager
def opened() -> Iterator[Pair]:
    """Start everything and wait until both desks are well; DATABASE_URL leads this process there as well."""
    from liaison.kit.embedded_postgres import start

    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="liaison-two-")))
        place.chmod(0o711)
        server = stack.enter_context(start(place / "database", address="a bench"))
        redis_port = free_port()
        where = {"DATABASE_URL": server.url, "LIAISON_REDIS": f"redis://127.0.0.1:{redis_port}/0"}
        os.environ |= {**where, "LIAISON_DATA": str(place / "data"), "LIAISON_LOG_LEVEL": "ERROR"}
        os.environ["LIAISON_ADMIN_EMAIL"] = ADMINISTRATOR
        given = {**where, "LIAISON_ADMIN_EMAIL": ADMINISTRATOR, "FORWARDED_ALLOW_IPS": "127.0.0.1"}
        command = ["redis-server", "--port", str(redis_port), "--save", "", "--dir", str(place)]
        redis = stack.enter_context(_running(Program(command)))
        one, other = (Tree(place / "data", outgoing=9, more=given) for _ in range(2))
        subprocess.run([sys.executable, "-m", "liaison", "migrate"], check=True, stdout=subprocess.DEVNULL)
        for desk in (one, other):
            desk.start()
            stack.callback(desk.stop)
        for desk in (one, other):
            desk.wait_until_well()
        port = free_port()
        stack.enter_context(_running(_nginx(place, port=port, desks=(one, other))))
        time.sleep(0.3)
        yield Pair(port, (one, other), redis)


@contextlib.contextmanager
def _running(program: Program) -> Iterator[Program]:
    program.start()
    try:
        yield program
    finally:
        program.stop()


def _nginx(place: Path, *, port: int, desks: tuple[Tree, Tree]) -> Program:
    """nginx with the sample that is shipped, on other ports and without a certificate."""
    site = SAMPLE.read_text().replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    site = "\n".join(line for line in site.splitlines() if "ssl_" not in line)
    for written, desk in zip((8080, 8081), desks, strict=True):
        site = site.replace(f":{written} ", f":{desk.port} ")
    (place / "site.conf").write_text(site)
    main = place / "nginx.conf"
    main.write_text(
        f"daemon off; pid {place}/nginx.pid; error_log {place}/nginx.log crit;\n"
        "worker_processes 1; events { worker_connections 20000; }\n"
        f"http {{ access_log off; client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;\n"
        f"fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;\n"
        f"include {place}/site.conf; }}\n"
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    return Program([program, "-p", str(place), "-c", str(main)])
