"""`liaison import`: bringing in what another system knows, from the command line."""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Refusal

if TYPE_CHECKING:
    from liaison.api.importing.running import Result, Telling

SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"})


def parser() -> argparse.ArgumentParser:
    """Describe the words of the command."""
    made = argparse.ArgumentParser(
        prog="liaison import", description="Bring in customers, goods, orders and tickets of another system."
    )
    made.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="CSV, JSON or JSON lines; or a folder of them"
    )
    made.add_argument("--suggest", metavar="SOURCE", help="print a first mapping of these files of a system")
    made.add_argument("--mapping", type=Path, metavar="M", help="TOML or JSON: which column is what")
    made.add_argument("--dry-run", action="store_true", help="try everything and leave all as it was")
    made.add_argument(
        "--rejected", type=Path, metavar="OUT.csv", help="where rejected rows go, with the reason"
    )
    return made


def main(argv: Sequence[str]) -> int:
    """Do what the words say; Django must be set up. Return 0, 1 if nothing could be done, 3 if rows were rejected."""
    from liaison.api.importing.mapping import load
    from liaison.api.importing.running import run

    words = parser()
    given = words.parse_args(argv)
    if not given.mapping and not given.suggest:
        words.error("say --mapping M, or --suggest SOURCE for a first one")
    tell = _Progress()
    try:
        if given.suggest:
            sys.stdout.write(_suggested(given))
            return 0
        result = run(load(given.mapping), _files(given), by=SYSTEM, dry=given.dry_run, tell=tell)
    except Refusal as no:
        sys.stderr.write(f"liaison import: {no.sentence}\n")
        return 1
    _report(result, given)
    return 3 if result.rejected else 0


def _suggested(given: argparse.Namespace) -> str:
    from liaison.api.importing.guessing import guessed
    from liaison.api.importing.toml import written

    return written(guessed(_files(given), source=given.suggest))


def _files(given: argparse.Namespace) -> list[Path]:
    found: list[Path] = []
    for path in given.files:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [one for one in inside if one == path or one.suffix.lower() in SUFFIXES]
    return [path for path in found if not given.mapping or path.resolve() != given.mapping.resolve()]


class _Progress:
    """How far it is, on one line of a terminal, or a line a file elsewhere. The rate is that of this file."""

    def __init__(self) -> None:
        self._what: tuple[str, str] | None = None
        self._since = monotonic()

    def __call__(self, said: "Telling") -> None:
        if self._what != (said.file, said.entity):
            self._what, self._since = (said.file, said.entity), monotonic()
        rate = said.done / max(monotonic() - self._since, 0.001)
        ended = said.done >= said.total
        if sys.stderr.isatty() or ended:
            end = "\n" if ended else "\r"
            words = f"{said.entity} from {said.file}: {said.done} of {said.total}, {rate:,.0f} rows a second"
            sys.stderr.write(f"{words:<78}{end}")


def _report(result: "Result", given: argparse.Namespace) -> None:
    if given.dry_run:
        sys.stdout.write("A dry run: nothing was kept.\n")
    for name, count in result.counts.items():
        sys.stdout.write(
            f"{name}: {count.new} new, {count.changed} changed, {count.same} as before, {count.rejected} rejected\n"
        )
    if given.rejected:
        write_rejected(result, given.rejected)
    else:
        for one in result.rejected[:20]:
            where = f"{one.file}, row {one.at}, {one.entity}" + (f", {one.column}" if one.column else "")
            sys.stderr.write(f"{where}: {one.why.sentence}\n")


def write_rejected(result: "Result", path: Path) -> None:
    """Write the rejected rows as CSV: file, row, entity, column, reason, record."""
    from liaison.api.importing.running import REJECTS, rejects

    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(REJECTS)
        out.writerows(rejects(result))
