"""The command line: `liaison COMMAND …`. Each command is imported only when it is asked for."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

Main = Callable[[list[str]], int | None]


@dataclass(frozen=True)
class Entry:
    """One command. where: `module:function` taking the arguments. needs: nothing, the settings, or the database."""

    where: str
    what: str
    needs: str = "database"


COMMANDS: dict[str, Entry] = {
    "run": Entry("liaison.config.desk:run", "Open the desk in one process.", "nothing"),
    "web": Entry("liaison.config.desk:web", "Serve the pages alone.", "settings"),
    "worker": Entry("liaison.config.desk:worker", "Seal, read, send and run jobs alone.", "settings"),
    "mail": Entry("liaison.config.desk:mail", "Keep the doors of the channels open alone.", "settings"),
    "read-mail": Entry(
        "liaison.channels.email.reading.cli:main", "Print what our reader understands of a mail.", "nothing"
    ),
    "migrate": Entry("liaison.config.desk:migrate", "Bring the database up to date.", "settings"),
    "import": Entry(
        "liaison.api.importing.cli:main", "Bring in customers, goods and orders of another system."
    ),
    "token": Entry("liaison.api.cli:main", "Create, list or revoke API tokens."),
    "journal": Entry("liaison.journal.cli:main", "Verify the hash chain of the journal."),
    "reference": Entry("liaison.config.reference:main", "Write docs/reference from the code.", "settings"),
    "demo": Entry("liaison.config.demo:main", "Load the demo company, or remove it."),
    "backup": Entry(
        "liaison.config.keeping:backup", "Write database, files and key into one archive.", "settings"
    ),
    "restore": Entry(
        "liaison.config.keeping:restore", "Bring an archive back into an empty place.", "settings"
    ),
    "new-channel": Entry(
        "liaison.config.new_channel:main", "Begin a new channel in this checkout.", "nothing"
    ),
    "bench": Entry("liaison.config.benching:main", "Measure speed, in a checkout.", "nothing"),
    "reset": Entry("liaison.config.keeping:reset", "Delete the data directory, after asking.", "settings"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command. argv: without the program's name. Return the exit status."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] in (["help"], ["--help"], ["-h"]):
        return _help()
    name, rest = (argv[0], argv[1:]) if argv and not argv[0].startswith("-") else ("run", argv)
    entry = COMMANDS.get(name)
    if entry is None:
        print(f"liaison: {name!r} is not a command. `liaison help` lists them.", file=sys.stderr)  # noqa: T201
        return 2
    return _run(entry, rest)


def _run(entry: Entry, rest: list[str]) -> int:
    from liaison.kit.backup import CannotBackUp
    from liaison.kit.configuration import WrongSetting
    from liaison.kit.embedded_postgres import CannotStart

    try:
        return _with_what_it_needs(entry, rest)
    except (CannotBackUp, CannotStart, WrongSetting) as no:
        print(f"liaison: {no}", file=sys.stderr)  # noqa: T201
        return 1


def _with_what_it_needs(entry: Entry, rest: list[str]) -> int:
    if entry.needs == "database":
        from liaison.config.desk import database

        with database():
            return _call(entry, rest)
    return _call(entry, rest)


def _call(entry: Entry, rest: list[str]) -> int:
    module, function = entry.where.split(":")
    run: Main = getattr(importlib.import_module(module), function)
    return run(rest) or 0


def _help() -> int:
    width = max(map(len, COMMANDS))
    print("liaison COMMAND …\n")  # noqa: T201
    for name, entry in COMMANDS.items():
        print(f"  {name:{width}}  {entry.what}")  # noqa: T201
    return 0
