"""The demo company: a shop with customers, tickets and mails in six languages, loaded and removed with one step."""

import argparse
import subprocess
import sys
import time


def load_apart() -> None:
    """Load the demo company in a process of its own if it is not there: the memory of a minute's work ends with it.

    Raises SystemExit if it could not be loaded; why was said by then.
    """
    from liaison.config.demo.loading import is_loaded

    if is_loaded():
        return
    if failed := subprocess.run([sys.executable, "-m", "liaison", "demo", "load"], check=False).returncode:
        raise SystemExit(failed)


def load_once() -> None:
    """Load the demo company if it is not there, and say how to look at it."""
    from liaison.config.demo.loading import is_loaded, load

    if is_loaded():
        return
    begun = time.monotonic()
    made = load()
    seconds = time.monotonic() - begun
    _say(
        f"The demo company is there: {made.tickets} tickets of {made.customers} customers ({seconds:.0f} s)."
    )
    _say(f"  its agents sign in with {made.password}: {', '.join(made.agents)}")


def main(argv: list[str]) -> int:
    """`liaison demo [load|remove]`: load the demo company, or remove exactly what it made."""
    parser = argparse.ArgumentParser(prog="liaison demo", description="Load the demo company, or remove it.")
    parser.add_argument("verb", nargs="?", choices=("load", "remove"), default="load")
    if parser.parse_args(argv).verb == "load":
        load_once()
        return 0
    from liaison.config.demo.removing import remove

    left = remove()
    _say("The demo company is removed.")
    for what in left:
        _say(f"  kept, because real tickets need it: {what}")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
