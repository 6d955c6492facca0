"""What happens to chats by the clock: they ring at the desk of whoever is ready, and nobody waits unseen."""

import threading
from functools import partial
from typing import Final

from django.db import close_old_connections, connection, transaction

from liaison.channels.chat import actions, queries
from liaison.kit.actor import SYSTEM
from liaison.kit.wakes import Wake
from liaison.routing import actions as offers
from liaison.routing import queries as routing
from liaison.routing.models import Readiness

EVERY: Final = 1.0  # Seconds; a chat that begins in this process is looked at at once.
LOCK: Final = 0xC4A7  # One process looks at a time.
TAKE: Final = "chat.take"

begun = Wake("chats")
"""Set when the first words of a chat came onto a ticket."""


def run(stop: threading.Event) -> None:
    """Look after waiting chats until `stop`."""
    while not stop.is_set():
        begun.clear()
        look()
        close_old_connections()
        begun.wait(EVERY)


@transaction.atomic
def look() -> None:
    """Look once: end the offers nobody answered, tell whom nobody took in time, promise an answer to whoever left,
    find whom a colleague left alone, and ring for all who wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return
    offers.rest_absent()
    for one in routing.overdue():
        offers.lapse(one)
    for found, becomes in (
        (queries.back, actions.come_back),
        (queries.overdue, actions.miss),
        (queries.gone, actions.leave),
        (queries.owed, actions.owe),
        (queries.left_alone, actions.leave_alone),
        (queries.forgotten, partial(actions.end, by=SYSTEM)),
        (queries.unread, actions.mail_unread),
    ):
        for chat in found():
            becomes(chat)
    _ring()


def _ring() -> None:
    waiting = queries.waiting()
    if not waiting:
        return
    ringing, busy = routing.offered(), routing.loads(queries.serving())
    ready: dict[int, list[Readiness]] = {}
    for chat in waiting:
        if chat.ref in ringing or (chat.invited_by_id and actions.come_to(chat)):
            continue
        department = queries.department_of(chat)
        if department not in ready:
            ready[department] = routing.ready(TAKE, department=department)
        to = routing.next_for(chat.ref, ready[department], busy=busy, since=chat.waits_since)
        if to is not None and offers.offer(chat.ref, to=to):
            busy[to] += 1
