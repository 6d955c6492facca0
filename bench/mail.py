"""Mails from the SMTP door to finished tickets, and replies from the end of their undo window to the outside.

BENCH_SECONDS: for how long mails come (60). BENCH_ON=company: on the large company instead of an empty desk.
"""

import http.client
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench.desk import Desk, free_port, opened
from bench.figure import Figure, percentile
from bench.posting import APART, posted

SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
PACE = 130.0
"""More than is wanted, so that the desk shows what it can: whoever comes faster waits for the acknowledgement."""

LEAST = 100
BACKLOG = 200
BEHIND = 2.0
"""A backlog that grew over the minute would take longer than that to work off."""
CONNECTIONS = 10
"""As many as a forwarding host holds open at once."""
REPLIES = 30
MAILBOX = "desk@liaison.local"
HANDED_OVER_MS = 50


class Outside:
    """A server of somebody else, which keeps nothing but when mails came."""

    def __init__(self) -> None:
        self.at: list[float] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take it."""
        self.at.append(time.time())
        return "250 OK"


def measure() -> Iterator[Figure]:
    """Mails a second, what was left when the last was acknowledged, and how late replies leave."""
    world, port = Outside(), free_port()
    server = Controller(world, hostname="127.0.0.1", port=port)
    server.start()
    try:
        bare, _ = posted("127.0.0.1", port, MAILBOX, seconds=5, connections=CONNECTIONS, per_second=2000)
        settings = {"OUTGOING_SMTP": f"smtp://127.0.0.1:{port}", "UNDO_SECONDS": "1"}
        with opened(data=_where(), **settings) as desk:
            yield from _mails(desk, bare / 5)
            yield from _replies(desk, world)
    finally:
        server.stop()


def _where() -> Path | None:
    from bench.company import TICKETS
    from bench.making.company import place

    return place(TICKETS) if os.environ.get("BENCH_ON") == "company" else None


def _mails(desk: Desk, bare: float) -> Iterator[Figure]:
    from liaison.channels.models import Parcel
    from liaison.tickets.models import Message, Ticket

    waiting = Parcel.objects.filter(state="kept")
    before = Message.objects.count()
    begun = time.monotonic()
    many, _ = posted(
        desk.host, desk.smtp_port, MAILBOX, seconds=SECONDS, connections=CONNECTIONS, per_second=PACE
    )
    left, acknowledged = waiting.count(), time.monotonic()
    until = acknowledged + 300
    while waiting.exists() and time.monotonic() < until:
        time.sleep(0.02)
    took, behind = time.monotonic() - begun, time.monotonic() - acknowledged
    if Message.objects.count() - before != many:
        raise AssertionError("not every mail is a message once")
    threads = Ticket.objects.filter(messages_count__gt=1).count()
    if SECONDS * PACE > 3 * APART and not threads:
        raise AssertionError("no answer came onto its ticket")
    name = f"mails from the door to the ticket over {SECONDS:.0f} s"
    yield Figure(name, many / took, "1/s", LEAST, least=True)
    yield Figure("mails not read when the last was acknowledged", left, "mails", BACKLOG)
    yield Figure("seconds from the last acknowledgement to the last ticket", behind, "s", BEHIND)
    yield Figure("mails a server takes that keeps nothing", bare, "1/s", LEAST, least=True)


def _replies(desk: Desk, world: Outside) -> Iterator[Figure]:
    from liaison.api.actions import create_token
    from liaison.api.queries import acting
    from liaison.kit.actor import SYSTEM
    from liaison.tickets.models import Dispatch, Ticket

    _, secret = create_token("Bench", member=acting(), scopes=["*"], by=SYSTEM)
    tickets = list(Ticket.objects.order_by("-pk").values_list("pk", flat=True)[:REPLIES])
    world.at.clear()
    late = []
    for number, ticket in enumerate(tickets, start=1):
        message = _reply(desk, secret, ticket)
        until = time.monotonic() + 30
        while len(world.at) < number and time.monotonic() < until:
            time.sleep(0.005)
        due = Dispatch.objects.get(message=message).due_at.timestamp()
        late.append((world.at[number - 1] - due) * 1000)
    yield Figure("reply handed over after its undo window, p50", percentile(late, 0.5), "ms", HANDED_OVER_MS)
    yield Figure("reply handed over after its undo window, p95", percentile(late, 0.95), "ms", HANDED_OVER_MS)


def _reply(desk: Desk, secret: str, ticket: int) -> int:
    line = http.client.HTTPConnection(desk.host, desk.port, timeout=30)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    said = json.dumps({"ticket": ticket, "text": "It is on its way."})
    line.request("POST", "/api/v1/commands/tickets.reply", said, headers)
    answer = line.getresponse()
    found = json.loads(answer.read())
    line.close()
    if answer.status != 200:
        raise RuntimeError(f"a reply was answered with {answer.status}: {found}")
    return int(found["result"]["message"])
