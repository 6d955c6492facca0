"""Small servers that speak as providers do, for tests and for trying out. They need no network.

`python -m liaison.channels.messaging.standin whatsapp` starts that of a messenger, which lies in its own folder.
"""

import argparse
import sys
import threading
from importlib import import_module

from liaison.kit.standin import Asked, Says, StandIn

__all__ = ["Asked", "Says", "StandIn"]


def main() -> None:
    """Start the stand-in of a messenger and tell where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messenger", help="the folder of a messenger, such as whatsapp")
    name = parser.parse_args().messenger
    made: StandIn = import_module(f"liaison.channels.{name}.standin").Provider()
    with made:
        where = (
            f"{name} is at {made.url}; set LIAISON_ALLOW_PRIVATE=127.0.0.1 for the desk. End it with Ctrl-C."
        )
        sys.stdout.write(f"{where}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
