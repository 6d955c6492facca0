"""What happens to chats by the clock: they are offered to whoever is ready, and who waits too long is told so."""

import threading
from typing import Final

from django.db import close_old_connections, connection, transaction

from liaison.channels.chat import actions, queries
from liaison.routing import actions as offers
from liaison.routing import queries as routing

EVERY: Final = 1.0  # Seconds; a chat that begins in this process is looked at at once.
LOCK: Final = 0xC4A7  # One process looks at a time.
TAKE: Final = "chat.take"

begun = threading.Event()
"""Set when the first words of a chat came onto a ticket in this process."""


def run(stop: threading.Event) -> None:
    """Look after waiting chats until `stop`."""
    while not stop.is_set():
        begun.clear()
        look()
        close_old_connections()
        begun.wait(EVERY)


@transaction.atomic
def look() -> None:
    """Look once: end the offers nobody answered, tell whom nobody took in time, and ring for whoever still waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
    for one in routing.overdue():
        offers.lapse(one)
    for chat in queries.overdue():
        actions.miss(chat)
    _ring()


def _ring() -> None:
    waiting = queries.waiting()
    if not waiting:
        return
    ringing, busy = routing.offered(), queries.serving()
    for chat in waiting:
        if chat.ref in ringing:
            continue
        to = routing.next_for(chat.ref, TAKE, department=chat.site.department_id, busy=busy)
        if to is not None and offers.offer(chat.ref, to=to):
            busy[to] = busy.get(to, 0) + 1
