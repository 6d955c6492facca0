"""Tickets with their messages, contacts, deliveries and dispatches, a block of them at a time."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg

from bench.making.copying import Rows, cell
from bench.making.words import Words
from liaison.channels.models import Parcel
from liaison.tickets.models import Attachment, Contact, Delivery, Dispatch, Message, Promise, Ticket

YEARS = timedelta(days=3 * 365)
FIRST_NUMBER = 1000
CYCLE = 1000
RESERVED = 20_000
"""Ids for matters that have gone on for years, whose messages are not among the newest."""


def _how_many(seed: int) -> list[int]:
    """How many messages a thousand tickets have, one after the other: three on average, few have many."""
    random = Random(seed)
    odds = {1: 280, 2: 260, 3: 170, 4: 120, 5: 60, 6: 40, 8: 35, 10: 20, 14: 10, 20: 5}
    counts = random.choices(list(odds), weights=list(odds.values()), k=CYCLE)
    while (over := sum(counts) - 3 * CYCLE) != 0:
        place = random.randrange(CYCLE)
        if over < 0 or counts[place] > 1:
            counts[place] += 1 if over < 0 else -1
    return counts


COUNTS = _how_many(3)
BEFORE = [sum(COUNTS[:n]) for n in range(CYCLE)]


def first_message(ticket: int) -> int:
    """The id of a ticket's first message, so that blocks can be made side by side. The lowest are left free."""
    whole, part = divmod(ticket - 1, CYCLE)
    return RESERVED + whole * 3 * CYCLE + BEFORE[part] + 1


@dataclass(frozen=True)
class Setting:
    """What the tickets are about: who asks, who answers, where.

    doors: for each department its id, mailbox door and address. people: customers' names and addresses, id 1 first.
    """

    tickets: int
    doors: list[tuple[int, str, str]]
    odds: list[float]
    members: list[int]
    people: list[tuple[str, str, str]]
    blob: str
    kinds: list[int]
    end: datetime


@dataclass
class Tables:
    """The rows of one block."""

    tickets: Rows = field(
        default_factory=lambda: Rows(
            Ticket,
            *("id", "number", "department_id", "customer_id", "kind_id", "assignee_id", "status", "shelf"),
            *("priority", "subject", "tags", "door", "created_at", "moved_at", "last_message"),
            *("last_direction", "preview", "messages_count", "has_files", "unread", "waiting_since"),
            *("wakes_at", "due_at", "resolved_at", "resolution", "closed_at"),
            channel="email",
        )
    )
    contacts: Rows = field(
        default_factory=lambda: Rows(
            Contact, "id", "direction", "customer_id", "by", "begun_at", "ended_at", channel="email"
        )
    )
    came: Rows = field(
        default_factory=lambda: Rows(
            Message,
            *("id", "ticket_id", "contact_id", "author", "at", "subject", "text", "reply", "language"),
            *("from_name", "from_address", "to", "external_id", "answers", "fingerprint", "placed", "parcel"),
            direction="in",
            state="received",
            channel="email",
        )
    )
    went: Rows = field(
        default_factory=lambda: Rows(
            Message,
            *("id", "ticket_id", "contact_id", "author", "at", "subject", "text", "reply", "language"),
            *("to", "external_id", "waited_since"),
            direction="out",
            state="sent",
            channel="email",
        )
    )
    deliveries: Rows = field(default_factory=lambda: Rows(Delivery, "message_id", "door", "parcel", "at"))
    dispatches: Rows = field(
        default_factory=lambda: Rows(
            Dispatch,
            *("message_id", "door", "due_at", "claimed_at", "done_at"),
            channel="email",
            attempts=1,
        )
    )
    attachments: Rows = field(
        default_factory=lambda: Rows(Attachment, "message_id", "blob_id", "name", "type", "size")
    )
    promises: Rows = field(
        default_factory=lambda: Rows(Promise, "ticket_id", "by", "made_at", "due_at", what="We call back.")
    )
    parcels: Rows = field(
        default_factory=lambda: Rows(
            Parcel,
            *("id", "door", "key", "blob_id", "envelope", "kept_at", "read_at"),
            channel="email",
            state="read",
            attempts=1,
        )
    )

    def copy(self, database: psycopg.Connection) -> None:
        """Send all of it."""
        for rows in vars(self).values():
            rows.copy(database)


class Block:
    """Some tickets, made from a seed of their own."""

    def __init__(self, setting: Setting, words: Words, *, seed: int) -> None:
        self.setting, self.words = setting, words
        self.random = Random(seed)
        self.tables = Tables()

    def ticket(
        self,
        ticket: int,
        *,
        message: int,
        count: int,
        place: int | None = None,
        status: str = "",
        over: timedelta | None = None,
    ) -> None:
        """One matter from its first mail to where it stands.

        message: id of its first one; the others follow. place: of its department, else drawn. over: how long it has
        gone on, to this day.
        """
        setting, random = self.setting, self.random
        place = random.choices(range(len(setting.doors)), setting.odds)[0] if place is None else place
        customer = random.randrange(len(setting.people)) + 1
        created = setting.end - YEARS * (1 - min(ticket / setting.tickets, 1)) - timedelta(days=2)
        if over:
            created = setting.end - over
        told = _Told(
            ticket,
            place=setting.doors[place],
            customer=customer,
            person=setting.people[customer - 1],
            member=random.choice(setting.members),
            created=created,
            subject=cell(self.words.subject()),
            step=over / count if over else None,
        )
        status = status or self._status(ticket / setting.tickets)
        for n in range(count):
            came = n % 2 == 0 or (n == count - 1 and status == "open" and random.random() < 0.7)
            self._message(told, message + n, came=came)
        self._row(told, status=status, count=count)

    def _status(self, recency: float) -> str:
        """Old matters are closed; of the newest tenth a good part is still at work."""
        roll = self.random.random()
        if recency < 0.9:
            return "closed" if roll < 0.97 else "resolved" if roll < 0.999 else "open"
        odds = {"open": 0.18, "waiting_customer": 0.07, "waiting_others": 0.03, "resolved": 0.5}
        for status, share in odds.items():
            if (roll := roll - share) < 0:
                return status
        return "closed"

    def _message(self, told: "_Told", number: int, *, came: bool) -> None:
        text = cell(self.words.text(number))
        at = (
            told.at
            if told.last is None
            else told.at + (told.step or timedelta(minutes=self.random.randrange(5, 900)))
        )
        told.at = min(at, self.setting.end)
        told.last, told.came, told.text = number, came, text
        when = iso(told.at)
        author = f"customer:{told.customer}" if came else f"member:{told.member}"
        self.tables.contacts.add(
            number, "in" if came else "out", told.customer, "" if came else author, when, when
        )
        if came:
            self._came(told, number, text=text, when=when, author=author)
        else:
            self._went(told, number, text=text, when=when, author=author)

    def _came(self, told: "_Told", number: int, *, text: str, when: str, author: str) -> None:
        name, address, language = told.person
        _, door, mailbox = told.place
        external, digest = f"{number}.mail@example.com", hashlib.sha256(b"%d" % number).hexdigest()
        answers = json_list(told.thread[-3:])
        placed = "references" if told.thread else "new"
        subject = f"Re: {told.subject}" if told.thread else told.subject
        row = (number, told.ticket, number, author, when, subject, text, text, language)
        to = f'[["{mailbox}", ""]]'
        self.tables.came.add(*row, name, address, to, external, answers, digest, placed, number)
        self.tables.deliveries.add(number, door, number, when)
        envelope = f'{{"rcpt": "{mailbox}", "from": "{address}"}}'
        key = f"{door}:{digest}"
        self.tables.parcels.add(number, door, key, self.setting.blob, envelope, when, when)
        if number % 50 == 0:
            told.files = True
            self.tables.attachments.add(number, self.setting.blob, "picture.jpg", "image/jpeg", 40_000)
        told.thread.append(external)
        told.waiting = told.waiting or when

    def _went(self, told: "_Told", number: int, *, text: str, when: str, author: str) -> None:
        name, address, language = told.person
        external = f"liaison.{told.ticket}.{number}.{number:020x}@desk.example"
        row = (number, told.ticket, number, author, when, told.subject, text, text, language)
        to = f'[["{address}", "{name}"]]'
        self.tables.went.add(*row, to, external, told.waiting or "\\N")
        self.tables.dispatches.add(number, told.place[1], when, when, when)
        told.thread.append(external)
        told.waiting = ""

    def _row(self, told: "_Told", *, status: str, count: int) -> None:
        random = self.random
        open_, settled = status == "open", status in ("resolved", "closed")
        moved = iso(told.at)
        due = iso(told.at + timedelta(days=2)) if open_ and random.random() < 0.1 else ""
        if due:
            self.tables.promises.add(told.ticket, f"member:{told.member}", moved, due)
        assigned = count > 1 or random.random() < 0.3
        self.tables.tickets.add(
            *(told.ticket, FIRST_NUMBER + told.ticket, told.place[0], told.customer),
            random.choice(self.setting.kinds) if random.random() < 0.6 else "\\N",
            told.member if assigned else "\\N",
            status,
            "spam" if random.random() < 0.005 else "",
            random.choices((1, 2, 3, 4), (3, 90, 5, 2))[0],
            told.subject,
            random.choice(("{delivery}", "{refund}", "{delivery,urgent}", "{vip}"))
            if random.random() < 0.05
            else "{}",
            *(told.place[1], iso(told.created), moved, told.last, "in" if told.came else "out"),
            _preview(told.text),
            *(count, "t" if told.files else "f"),
            "t" if open_ and told.came and random.random() < 0.5 else "f",
            (told.waiting or "\\N") if not settled else "\\N",
            iso(self.setting.end + timedelta(days=random.randrange(1, 9)))
            if status.startswith("waiting")
            else "\\N",
            due or "\\N",
            moved if settled else "\\N",
            ("solved" if count > 1 else "no_answer_needed") if settled else "",
            moved if status == "closed" else "\\N",
        )


@dataclass
class _Told:
    """A matter while it is being made. place: department, door, address. waiting: since when the customer waits."""

    ticket: int
    place: tuple[int, str, str]
    customer: int
    person: tuple[str, str, str]
    member: int
    created: datetime
    subject: str
    step: timedelta | None = None
    thread: list[str] = field(default_factory=list)
    waiting: str = ""
    files: bool = False
    last: int | None = None
    came: bool = True
    text: str = ""

    def __post_init__(self) -> None:
        self.at = self.created


def iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def json_list(values: list[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def _preview(text: str) -> Any:
    return text if len(text) <= 160 else text[:159].rstrip() + "…"
