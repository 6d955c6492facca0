"""A company of any size in a data directory that is kept and used again."""

import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.making.words import LANGUAGES, Words

ROOT = Path(__file__).resolve().parent.parent.parent
DEPARTMENTS = 20
SMALL_SHARE = 0.01
MEMBER = "one.percent@example.com"
BLOCK = 2_000
WORKERS = 2
LONG = 10_000
USUAL = 30
LOADING = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "16GB",
    "maintenance_work_mem": "1GB", "work_mem": "512MB", "shared_buffers": "512MB", "autovacuum": "off",
}  # fmt: skip
"""Only while loading; a company that was not finished is made again."""


def place(tickets: int) -> Path:
    """The data directory of a company of so many tickets."""
    return Path(os.environ.get("BENCH_DATA", ROOT / ".bench")) / f"{tickets}"


def made(tickets: int) -> dict[str, Any]:
    """Make the company unless it is there; return what is known of it, with the seconds which the making took."""
    data = place(tickets)
    note = data / "company.json"
    if not note.exists():
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o711)
        took = _make(data, tickets)
        note.write_text(json.dumps({"tickets": tickets, "messages": 3 * tickets + USUAL + LONG, **took}))
    else:
        _bring_up_to_date(data)
    return dict(json.loads(note.read_text()))


def _make(data: Path, tickets: int) -> dict[str, Any]:
    from liaison.config import desk
    from liaison.kit import configuration
    from liaison.kit.embedded_postgres import start

    os.environ |= {"LIAISON_DATA": str(data), "LIAISON_ADMIN_EMAIL": "ada@example.com"}
    with start(data, settings=LOADING) as server:
        os.environ["DATABASE_URL"] = server.url
        desk._django()
        desk._prepare(configuration.read())
        begun = time.monotonic()
        took = fill(server.url, tickets=tickets)
        return took | {"seconds": round(time.monotonic() - begun, 1)}


def _bring_up_to_date(data: Path) -> None:
    """Migrate a company that was made earlier; without the backup which a desk would make, for it is made again."""
    from django.core.management import call_command

    from liaison.config import desk

    os.environ |= {"LIAISON_DATA": str(data), "LIAISON_LOG_LEVEL": "ERROR"}
    with desk.database():
        call_command("migrate", verbosity=0, interactive=False)
        from django.db import connection

        connection.close()
        connection.close_pool()  # Its connections end with this server.
    os.environ.pop("DATABASE_URL", None)


def fill(url: str, *, tickets: int, workers: int = WORKERS, bulk: bool = True) -> dict[str, Any]:
    """Fill a desk that is set up and otherwise empty. Return the seconds of each step.

    bulk: take the indexes off meanwhile. workers: processes that make rows side by side.
    """
    from django.db import connection

    from bench.making.copying import searched, without_indexes

    setting = _setting(tickets)
    connection.close()
    took: dict[str, Any] = {}
    with psycopg.connect(url, autocommit=True) as database:
        steps = _steps(url, database, setting, workers=workers)
        with searched(database):
            if bulk:
                begun = time.monotonic()
                with without_indexes(database):
                    took |= dict(steps)
                    begun = time.monotonic()
                took["indexes"] = round(time.monotonic() - begun, 1)
            else:
                took |= dict(steps)
        begun = time.monotonic()
        database.execute("VACUUM (ANALYZE)")
        took["analyze"] = round(time.monotonic() - begun, 1)
    return took


def _steps(
    url: str, database: psycopg.Connection, setting: Any, *, workers: int
) -> Iterator[tuple[str, float]]:
    for name, step in (
        ("customers", lambda: _people(database, setting)),
        ("tickets and messages", lambda: _matters(url, setting, workers=workers)),
        ("journal", lambda: _journal(database)),
        ("sequences", lambda: _sequences(database)),
    ):
        begun = time.monotonic()
        step()
        yield name, round(time.monotonic() - begun, 1)


def _setting(tickets: int) -> Any:
    """The departments, mailboxes and members, by the product's own actions; the people as they will be written."""
    from bench.making.matters import Setting
    from liaison.authority.actions import grant
    from liaison.authority.models import Role
    from liaison.channels.email.actions import open_mailbox
    from liaison.files import actions as files
    from liaison.kit.actor import SYSTEM
    from liaison.team.actions import create_brand, create_department, create_member
    from liaison.tickets.models import Kind, Tag

    brand = create_brand("Northwind at large", by=SYSTEM)
    doors, members = [], []
    for n in range(DEPARTMENTS):
        department = create_department(f"Department {n + 1}", brand=brand, by=SYSTEM)
        mailbox = open_mailbox(f"desk{n + 1}@desk.example", department=department, by=SYSTEM)
        doors.append((department.pk, mailbox.door, mailbox.address))
        address = MEMBER if n == DEPARTMENTS - 1 else f"rep{n + 1}@example.com"
        member = create_member(address, name=f"Representative {n + 1}", password=None, by=SYSTEM)
        grant(Role.objects.get(key="representative"), to=member.ref, department=department.pk, by=SYSTEM)
        members.append(member.pk)
    Tag.objects.bulk_create([Tag(name=name) for name in ("delivery", "refund", "urgent", "vip")])
    odds = [1 / (n + 3) for n in range(DEPARTMENTS - 1)]
    words = Words(1)
    people = max(tickets // 5, 20)
    return Setting(
        tickets=tickets,
        doors=doors,
        odds=[*odds, sum(odds) * SMALL_SHARE / (1 - SMALL_SHARE)],
        members=members,
        people=[
            (words.name(), words.address(n), LANGUAGES[n % len(LANGUAGES)]) for n in range(1, people + 1)
        ],
        blob=files.keep(b"From: Mira <mira@example.com>\r\nSubject: Of a bench\r\n\r\nHello\r\n"),
        kinds=list(Kind.objects.values_list("pk", flat=True)),
        end=datetime.now(UTC),
    )


def _people(database: psycopg.Connection, setting: Any) -> None:
    from bench.making.copying import Rows
    from bench.making.matters import iso
    from liaison.customers.models import Account, Acting, Customer, Identity

    at = iso(setting.end)
    customers = Rows(Customer, "id", "name", "language", created_at=at)
    identities = Rows(Identity, "customer_id", "value", "shown", kind="email", created_at=at)
    accounts = Rows(Account, "id", kind="private", created_at=at)
    acting = Rows(Acting, "customer_id", "account_id", role="holder", since=at)
    for number, (name, address, language) in enumerate(setting.people, start=1):
        customers.add(number, name, language)
        identities.add(number, address, address)
        accounts.add(number)
        acting.add(number, number)
    for rows in (customers, identities, accounts, acting):
        rows.copy(database)


def _matters(url: str, setting: Any, *, workers: int) -> None:
    blocks = list(range(1, setting.tickets + 1, BLOCK))
    if workers == 1:
        _work(url, setting, blocks)
    else:
        shares = [blocks[n::workers] for n in range(workers)]
        context = multiprocessing.get_context("fork")
        processes = [context.Process(target=_work, args=(url, setting, share)) for share in shares]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
            if process.exitcode:
                raise RuntimeError("a worker died")
    _work(url, setting, [setting.tickets + 1])


def _work(url: str, setting: Any, blocks: list[int]) -> None:
    """Make these blocks over a connection of its own. The block behind the last ticket is the two long ones."""
    from bench.making.matters import COUNTS, CYCLE, Block, first_message

    words = Words(2)
    with psycopg.connect(url, autocommit=True) as database:
        # The rows are right by themselves; checking each key against its table would double the time.
        database.execute("SET session_replication_role = replica")
        for first in blocks:
            block = Block(setting, words, seed=first)
            if first > setting.tickets:
                _long_ones(block, first)
            else:
                for ticket in range(first, min(first + BLOCK, setting.tickets + 1)):
                    count = COUNTS[(ticket - 1) % CYCLE]
                    block.ticket(ticket, message=first_message(ticket), count=count)
            with database.transaction():
                block.tables.copy(database)


def _long_ones(block: Any, first: int) -> None:
    """Two matters that have gone on for long: the one that is often opened, and the longest there may be."""
    message = 1
    for ticket, count, over in ((first, USUAL, timedelta(days=20)), (first + 1, LONG, timedelta(days=900))):
        block.ticket(ticket, message=message, count=count, place=DEPARTMENTS - 1, status="open", over=over)
        message += count


def _journal(database: psycopg.Connection) -> None:
    row = database.execute("SELECT coalesce(max(id), 0) FROM journal_entry").fetchone()
    last = row[0] if row else 0
    script = Path(__file__).with_name("journal.sql").read_text().replace("{last}", str(last))
    database.execute("SET session_replication_role = replica")
    database.execute(script)  # type: ignore[arg-type]


def _sequences(database: psycopg.Connection) -> None:
    from bench.making.copying import TABLES

    database.execute("SELECT setval('tickets_number', (SELECT max(number) FROM tickets_ticket))")
    for table in TABLES:
        database.execute(
            f"SELECT setval(seq, greatest((SELECT max(id) FROM {table}), 1))"  # type: ignore[arg-type]
            f" FROM (SELECT pg_get_serial_sequence('{table}', 'id') AS seq) s WHERE seq IS NOT NULL"
            if table not in ("journal_about", "journal_line")
            else "SELECT 1"
        )
