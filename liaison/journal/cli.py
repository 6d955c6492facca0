"""`liaison journal`: whether the chain holds, and what to keep outside so that nobody can make a new one."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Describe the words of the command."""
    made = argparse.ArgumentParser(prog="liaison journal", description="The journal's hash chain.")
    verbs = made.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="walk the whole chain; exit status 1 if it does not hold")
    verify.add_argument("--heads", type=Path, metavar="FILE", help="day heads kept outside, to compare with")
    verbs.add_parser("heads", help="print the last hash of every finished day, one JSON object a line")
    return made


def main(argv: Sequence[str]) -> int:
    """Do what the words say; Django must be set up. Return the exit status."""
    given = parser().parse_args(argv)
    return _heads() if given.verb == "heads" else _verify(given.heads)


def _heads() -> int:
    from liaison.journal.queries import heads

    for head in heads():
        said = {"day": head.day.isoformat(), "seq": head.seq, "hash": head.hash}
        sys.stdout.write(f"{json.dumps(said)}\n")
    return 0


def _verify(kept: Path | None) -> int:
    from liaison.journal.queries import broken_links, last_line

    outside = [json.loads(line) for line in kept.read_text().splitlines()] if kept else []
    broken = 0
    for seq, what in broken_links({line["seq"]: line["hash"] for line in outside}):
        sys.stdout.write(f"{seq}: {what}\n")
        broken += 1
    last = last_line()
    sys.stdout.write(f"{last} lines, {broken} of them do not hold.\n" if broken else f"{last} lines hold.\n")
    return 1 if broken else 0
