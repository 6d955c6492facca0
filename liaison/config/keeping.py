"""Keeping what the desk knows: backup, restore, reset, and the rows put aside before a migration."""

import argparse
import contextlib
import os
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from liaison import __version__
from liaison.kit import backup as backups
from liaison.kit import configuration, embedded_postgres
from liaison.kit.secrets import KEY_FILE


def backup(argv: list[str]) -> int:
    """Write database, files and key into one new file; the desk may run meanwhile."""
    parser = _parser("backup", "Write database, files and key into one file that only you may read.")
    parser.add_argument("file", nargs="?", type=Path, help="where to (default: liaison-DATE.liaison here)")
    given = parser.parse_args(argv)
    data = _data(given)
    target: Path = given.file or Path(f"liaison-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.liaison")
    with _database(data) as url:
        size = backups.back_up(target, url=url, data=data, key=data / KEY_FILE, version=__version__)
    _say(
        f"{target.absolute()} ({size / 1e6:.1f} MB). It holds the secrets key: keep it where only you can read it."
    )
    if not (data / KEY_FILE).exists():
        _say(
            "The secrets key was not in the data directory and is not in the backup: keep LIAISON_SECRET_KEY too."
        )
    return 0


def restore(argv: list[str]) -> int:
    """Bring a backup back into an empty data directory, or its rows alone over the present ones."""
    parser = _parser("restore", "Bring a backup back into an empty data directory.")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--rows", action="store_true", help="only the rows, in the place of the present ones, which are kept"
    )
    given = parser.parse_args(argv)
    data = _data(given)
    if given.rows:
        kept = backups.restore_rows(given.file, data=data, version=__version__)
        _say(f"The rows are back. Those they replaced are kept as the database {kept}.")
        return 0
    url = os.environ.get("DATABASE_URL") or None
    made = backups.restore(given.file, data=data, key=data / KEY_FILE, version=__version__, url=url)
    _say(f"{data} is as it was on {made.made_at}. Open the desk with ./run or `liaison run`.")
    return 0


def reset(argv: list[str]) -> int:
    """Delete the data directory after asking."""
    parser = _parser("reset", "Delete everything in the data directory.")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    given = parser.parse_args(argv)
    data = _data(given)
    if os.environ.get("DATABASE_URL"):
        _say("DATABASE_URL names a server of your own: delete its database there. Nothing was deleted.")
        return 1
    if not given.yes and input(f"Everything in {data} will be deleted. Type the word delete: ") != "delete":
        _say("Nothing was deleted.")
        return 1
    embedded_postgres.remove(data)
    return 0


def before_migration(data: Path) -> Path:
    """Put the rows aside before the tables are changed; the last three such files are kept."""
    with _database(data) as url:
        return backups.keep_rows(url=url, data=data.absolute(), version=__version__)


def _parser(name: str, what: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"liaison {name}", description=what)
    parser.add_argument("--data", metavar="DIR", help="directory of everything that is kept")
    return parser


def _data(given: argparse.Namespace) -> Path:
    if given.data:
        os.environ["LIAISON_DATA"] = given.data
    return Path(configuration.read()["DATA"]).absolute()


def _database(data: Path) -> AbstractContextManager[str]:
    url = os.environ.get("DATABASE_URL")
    return contextlib.nullcontext(url) if url else embedded_postgres.reach(data)


def _say(words: str) -> None:
    print(words)  # noqa: T201
