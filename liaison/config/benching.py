"""Measuring speed: the benches lie beside the package, in a checkout."""

import subprocess
import sys
from pathlib import Path

import liaison


def main(argv: list[str]) -> int:
    """Run the benches named, or all of them, and return 1 when a figure misses its floor.

    argv: names such as `chat`, and `--minutes N` for those that last a while.
    """
    checkout = Path(liaison.__file__).resolve().parent.parent
    if not (checkout / "bench" / "__main__.py").is_file():
        sys.stderr.write("liaison bench: the benches lie in a checkout of Liaison, and this is none.\n")
        return 2
    return subprocess.call([sys.executable, "-m", "bench", *argv], cwd=checkout)  # noqa: S603 (our own benches)
