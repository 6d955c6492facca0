"""Run the benches named, or all of them."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

BESIDE = {"__init__", "__main__", "browsing", "desk", "figure", "floor", "mortal", "pair", "posting"}


def main(names: list[str]) -> int:
    """Run each bench. Return 1 when one of the figures misses its floor.

    `--minutes N` is how long those last that last a while.
    """
    if "--minutes" in names:
        at = names.index("--minutes")
        os.environ["BENCH_MINUTES"] = " ".join(names[at + 1 : at + 2])
        names = names[:at] + names[at + 2 :]
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in BESIDE)
    if unknown := set(names) - set(known):
        print(
            f"There is no bench called {', '.join(sorted(unknown))}. Known: {', '.join(known)}.",
            file=sys.stderr,
        )
        return 2
    if len(names) != 1:  # Each opens desks of its own, and Django knows one database a process.
        commands = [[sys.executable, "-m", "bench", name] for name in names or known]
        return max(subprocess.run(command, check=False).returncode for command in commands)
    kept = True
    for figure in import_module(f"bench.{names[0]}").measure():
        print(figure.line(), flush=True)
        kept &= figure.kept
    return 0 if kept else 1


sys.exit(main(sys.argv[1:]))
