"""Opening the desk: the database, the migrations, the first set-up, and the one process that serves."""

import argparse
import contextlib
import os
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liaison.kit import configuration, wakes

if TYPE_CHECKING:
    from liaison.config.setup import SetUp
    from liaison.kit.parts import Part


def run(argv: list[str]) -> int:
    """Open the desk and serve until told to stop. Print where it is and how to sign in."""
    given = _arguments(argv)
    _take_free_ports()
    values = configuration.read()
    # Without a handler the process would be gone before the database is told to stop.
    signal.signal(signal.SIGTERM, _leave)
    with _running(values["DATA"], address=f"http://{values['HOST']}:{values['PORT']}"):
        _django()
        from liaison.config import serving

        first = _prepare(values)
        if given.demo:
            from liaison.config import demo

            demo.load_apart()
        _let_go()
        together = [*_beside(values), *serving.doors()]
        serving.serve(values, parts=together, announce=welcome(first, values))
    return 0


def _beside(values: dict[str, Any]) -> "list[Part]":
    """What works off what was kept: in this process, or in one of its own which is then told of work."""
    from liaison.config import helping, serving

    if not values["WORKER_APART"]:
        return serving.workers()
    wakes.leave_to_others()
    return [helping.worker()]


def _take_free_ports() -> None:
    """Choose now where the settings leave it to us, so that what is printed is where the desk is."""
    values = configuration.read()
    for port, host in (("PORT", "HOST"), ("SMTP_PORT", "SMTP_HOST")):
        if values[port] == 0:
            family = socket.AF_INET6 if ":" in values[host] else socket.AF_INET
            with socket.socket(family) as free:
                free.bind((values[host], 0))
                os.environ[configuration.PREFIX + port] = str(free.getsockname()[1])


def web(argv: list[str]) -> int:
    """Serve pages and live news alone; repeatable on any number of machines with one DATABASE_URL."""
    _takes_nothing(web, argv)
    with database():
        from liaison.config import serving

        wakes.leave_to_others()
        serving.serve(configuration.read(), parts=())
    return 0


def worker(argv: list[str]) -> int:
    """Seal, run jobs, read what was kept and send what is due; repeatable."""
    _takes_nothing(worker, argv)
    with database():
        from liaison.config import serving

        serving.work([*serving.workers(), serving.wakes()])
    return 0


def mail(argv: list[str]) -> int:
    """Keep the doors of the channels open: SMTP and the mailboxes; repeatable."""
    _takes_nothing(mail, argv)
    with database():
        from liaison.config import serving

        wakes.leave_to_others()
        serving.work(serving.doors())
    return 0


def _takes_nothing(command: Callable[[list[str]], int], argv: list[str]) -> None:
    """Answer `--help`, and refuse whatever else is said, before anything is opened."""
    prog = f"liaison {command.__name__}"
    argparse.ArgumentParser(prog=prog, description=command.__doc__).parse_args(argv)


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)


def migrate(argv: list[str]) -> int:
    """Bring the database up to date and set up what is not there yet."""
    _takes_nothing(migrate, argv)
    with database():
        _prepare(configuration.read())
    return 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Django with the desk's database, for one command beside a desk that may run or not."""
    from liaison.kit.embedded_postgres import reach

    data: Path = configuration.read()["DATA"]
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = stack.enter_context(reach(data))
        _django()
        yield


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="liaison run", description="Open the desk.")
    parser.add_argument("--data", metavar="DIR", help="directory of everything that is kept")
    parser.add_argument("--port", metavar="N", help="port of the pages and the API")
    parser.add_argument("--demo", action="store_true", help="load the demo company")
    given = parser.parse_args(argv)
    if given.data:
        os.environ["LIAISON_DATA"] = given.data
    if given.port:
        os.environ["LIAISON_PORT"] = given.port
    return given


@contextlib.contextmanager
def _running(data: Path, *, address: str) -> Iterator[None]:
    """The database: the one named in DATABASE_URL, or our own as a child."""
    from liaison.kit.backup import refuse_unfinished
    from liaison.kit.embedded_postgres import start

    refuse_unfinished(data)
    if os.environ.get("DATABASE_URL"):
        data.mkdir(parents=True, exist_ok=True)
        yield
        return
    with start(data, address=address) as server:
        os.environ["DATABASE_URL"] = server.url
        yield


def _django() -> None:
    data = Path(configuration.read()["DATA"])
    (data / "static").mkdir(parents=True, exist_ok=True)  # Where WhiteNoise would look for collected files.
    key = data / "secrets.key"
    if not key.exists():
        with contextlib.suppress(FileExistsError), open(key, "x", opener=_private) as file:
            file.write(secrets.token_urlsafe(48))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
    import django

    django.setup()


def _prepare(values: dict[str, Any]) -> "SetUp":
    """Migrate (after a backup, if there is something to lose) and set up."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from liaison.kit.backup import tables_change

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and executor.loader.applied_migrations:
        from liaison.config import keeping

        keeping.before_migration(values["DATA"])
    if waiting:
        with tables_change(os.environ["DATABASE_URL"]):
            call_command("migrate", verbosity=0, interactive=False)
    from liaison.config.setup import set_up

    return set_up(values["ADMIN_EMAIL"], values["ADMIN_PASSWORD"])


def _let_go() -> None:
    """What prepared the desk remembers each table it changed: what serves begins with new connections."""
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


def welcome(first: "SetUp", values: dict[str, Any]) -> list[str]:
    """The lines printed once the desk answers: where it is, how to sign in, where mail comes in."""
    address = values["URL"] or f"http://{values['HOST']}:{values['PORT']}"
    lines = [f"Liaison is open at {address}", f"  sign in as   {first.administrator}"]
    if first.password:
        lines.append(f"  password     {first.password}  (shown once)")
    lines.append(
        f"  SMTP door    {values['SMTP_HOST']}:{values['SMTP_PORT']}, takes mail for {first.mailbox}"
    )
    if not values["OUTGOING_SMTP"]:
        lines.append("  Mail goes out once LIAISON_OUTGOING_SMTP or a mailbox names a server.")
    return lines
