"""What happens to chats by the clock: whoever waited too long is told so."""

import threading

from django.db import close_old_connections

from liaison.channels.chat import actions, queries

EVERY = 1.0  # Seconds.


def run(stop: threading.Event) -> None:
    """Look after waiting chats until `stop`."""
    while not stop.wait(EVERY):
        look()
        close_old_connections()


def look() -> None:
    """Look once."""
    for chat in queries.overdue():
        actions.miss(chat)
