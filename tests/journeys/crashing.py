"""A desk that is killed again and again while mails come in and replies go out, and what must be true after it.

Nothing here waits for the right moment: a sender that got no answer offers the same again, as mail servers and
programs with an idempotency key do.
"""

import contextlib
import http.client
import json
import random
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from bench.mortal import PATIENCE, TIMEOUT, Tree
from liaison.channels.email.tests.world import Outside, outside
from liaison.kit.embedded_postgres import reach

MAILBOX = "desk@liaison.local"


@dataclass
class Stream:
    """One kind of work offered at a steady pace by some threads, each piece again and again until it is accepted.

    accepted: the pieces the desk said it has. again: how many tries it took beyond the first ones.
    """

    per_second: float
    accepted: list[int] = field(default_factory=list)
    again: int = 0
    _numbers: Iterator[int] = field(default_factory=count)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, *, threads: int) -> None:
        """Offer from now on."""
        self._begun = time.monotonic()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Offer nothing new; return when what was begun is accepted."""
        self._stop.set()
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "something was not accepted although the desk was well"

    def _work(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                number = next(self._numbers)
            self._stop.wait(max(0.0, self._begun + number / self.per_second - time.monotonic()))
            while not self.offer(number):
                self.again += 1
                time.sleep(0.1)
            self.accepted.append(number)

    def offer(self, number: int) -> bool:
        """Offer one piece; tell whether it was accepted."""
        raise NotImplementedError


class Mails(Stream):
    """Mails to the SMTP door, over connections that stay open as long as they can."""

    def __init__(self, tree: Tree, *, per_second: float) -> None:
        super().__init__(per_second)
        self._tree = tree
        self._kept = threading.local()

    def offer(self, number: int) -> bool:
        mail = (
            f"From: Mira <mira{number % 97}@example.com>\r\nTo: {MAILBOX}\r\nSubject: Matter {number}\r\n"
            f"Message-ID: <mail-{number}@example.com>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n\r\n"
            f"Question number {number}.\r\n"
        )
        try:
            line = getattr(self._kept, "line", None) or self._open()
            line.sendmail(f"mira{number % 97}@example.com", [MAILBOX], mail)
        except (OSError, smtplib.SMTPException):
            self._kept.line = None
            return False
        return True

    def _open(self) -> smtplib.SMTP:
        self._kept.line = smtplib.SMTP("127.0.0.1", self._tree.smtp_port, timeout=TIMEOUT)
        return self._kept.line


class Replies(Stream):
    """Replies through the API, each with its idempotency key."""

    def __init__(self, tree: Tree, *, per_second: float, token: str) -> None:
        super().__init__(per_second)
        self._tree = tree
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._tickets: dict[int, int] = {}
        self._random = random.Random(812)

    def offer(self, number: int) -> bool:
        try:
            if number not in self._tickets:
                status, found = self._ask("GET", "/api/v1/tickets?queue=open")
                if status != 200 or not found["items"]:
                    return False
                self._tickets[number] = self._random.choice(found["items"])["id"]
            reply = {"ticket": self._tickets[number], "text": f"Answer number {number}."}
            status, _ = self._ask("POST", "/api/v1/commands/tickets.reply", reply, key=f"reply-{number}")
        except (OSError, http.client.HTTPException):
            return False
        assert status in {200, 500, 502, 503}, f"a reply was answered with {status}"
        return status == 200

    def _ask(self, method: str, path: str, body: object = None, *, key: str = "") -> tuple[int, dict]:
        line = http.client.HTTPConnection("127.0.0.1", self._tree.port, timeout=TIMEOUT)
        with contextlib.closing(line):
            sent = json.dumps(body) if body is not None else None
            line.request(method, path, sent, self._headers | ({"Idempotency-Key": key} if key else {}))
            answer = line.getresponse()
            said = answer.read()
            return answer.status, json.loads(said) if answer.status == 200 else {}


@dataclass(frozen=True)
class Story:
    """What happened. again: how often something was offered once more."""

    kills: int
    mails: int
    replies: int
    again: int
    drained: float


def crash(data: Path, *, kills: int, mails: float, replies: float, longest: float = 6.0) -> Story:
    """Kill a desk at random moments under a stream of mails and replies (each per second), then hold it to account.

    longest: seconds between two kills at most. Raises AssertionError for anything lost, doubled or stuck.
    """
    with outside() as world:
        tree = Tree(data, outgoing=world.port)
        tree.start()
        try:
            tree.wait_until_well()
            token = tree.command("token", "create", "--name", "crash", "--scope", "*")
            streams = [
                Mails(tree, per_second=mails),
                Replies(tree, per_second=replies, token=token),
            ]
            for stream in streams:
                stream.begin(threads=4)
            for number in range(kills):
                _one_kill(tree, number, longest=longest)
            tree.wait_until_well()
            for stream in streams:
                stream.end()
            begun = time.monotonic()
            with reach(data) as url, psycopg.connect(url, autocommit=True) as database:
                _drain(database)
                drained = time.monotonic() - begun
                _hold_to_account(database, world, mails=streams[0].accepted, replies=streams[1].accepted)
        finally:
            tree.stop()
    again = sum(stream.again for stream in streams)
    return Story(kills, len(streams[0].accepted), len(streams[1].accepted), again, drained)


def _one_kill(tree: Tree, number: int, *, longest: float) -> None:
    """Let it work a while and kill it; one in four dies while it is still starting."""
    moment = random.Random(number)
    if number % 4 != 3:
        tree.wait_until_well()
    time.sleep(moment.uniform(0, longest))
    tree.kill()
    tree.start()


_LEFT = {
    "parcels not read": "SELECT count(*) FROM channels_parcel WHERE state = 'kept'",
    "dispatches not done": "SELECT count(*) FROM tickets_dispatch WHERE done_at IS NULL",
    "entries not sealed": "SELECT count(*) FROM journal_unsealed",
    "jobs not done": "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')",
}


def _drain(database: psycopg.Connection) -> None:
    """Wait until nothing is left to do."""
    until = time.monotonic() + PATIENCE
    while left := {name: n for name, sql in _LEFT.items() if (n := _one(database, sql))}:
        assert time.monotonic() < until, f"still there: {left}"
        time.sleep(0.2)


def _hold_to_account(
    database: psycopg.Connection, world: Outside, *, mails: list[int], replies: list[int]
) -> None:
    assert not _one(database, "SELECT count(*) FROM channels_parcel WHERE state = 'unreadable'")
    assert _one(database, "SELECT count(*) FROM journal_entry") == _one(
        database, "SELECT max(seq) FROM journal_line"
    )
    came = "SELECT external_id, count(*), count(DISTINCT ticket_id) FROM tickets_message"
    came += " WHERE direction = 'in' GROUP BY 1"
    expected = {(f"mail-{number}@example.com", 1, 1) for number in mails}
    assert set(database.execute(came)) == expected
    assert _one(database, "SELECT count(*) FROM tickets_ticket") == len(mails)
    _hold_replies_to_account(database, world, replies=replies)


def _hold_replies_to_account(database: psycopg.Connection, world: Outside, *, replies: list[int]) -> None:
    rows = database.execute(
        "SELECT text, external_id, state, why_failed FROM tickets_message WHERE direction = 'out'"
    ).fetchall()
    assert Counter(text for text, *_ in rows) == Counter(f"Answer number {n}." for n in replies)
    left: dict[str, set[str]] = {}
    for taken in world.taken:
        words = taken.mail.get_body(("plain",)).get_content().strip().splitlines()[0]
        left.setdefault(words, set()).add(str(taken.mail["Message-ID"]).strip("<>"))
    for text, external_id, state, why in rows:
        if state == "sent":
            assert left.get(text) == {external_id}, f"{text} left as {left.get(text)}"
        else:
            assert (state, bool(why)) == ("failed", True), f"{text} is {state}"


def _one(database: psycopg.Connection, sql: str) -> int:
    row = database.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0
