"""The one line: nothing lost, nothing changed, one number after the other."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

import pytest
from django.db import ProgrammingError, connection, transaction

from liaison.journal.actions import record, seal
from liaison.journal.models import Entry, Line, Unsealed
from liaison.journal.queries import broken_links, heads
from liaison.kit import clock
from liaison.kit.actor import SYSTEM
from liaison.team.events import BrandCreated

ONE_DAY = 24 * 3600 * clock.SECOND


def happen(number: int = 1) -> int:
    with transaction.atomic():
        return record(BrandCreated(brand_id=number), by=SYSTEM)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE journal_entry SET by = 'nobody'", "DELETE FROM journal_entry"])
def test_what_happened_cannot_be_changed(sql: str) -> None:
    happen()
    with (
        pytest.raises(ProgrammingError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Entry.objects.get().by == "system"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        record(BrandCreated(brand_id=1), by=SYSTEM)


@pytest.mark.django_db
def test_a_chain_holds_until_somebody_changes_it() -> None:
    for number in range(3):
        happen(number)
    seal()
    assert list(broken_links()) == []
    entry = Entry.objects.order_by("pk")[1]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # As somebody with all rights could.
        cursor.execute("UPDATE journal_entry SET by = 'member:1' WHERE id = %s", [entry.pk])
    assert list(broken_links()) == [(2, f"entry {entry.pk} is not what was sealed")]


@pytest.mark.django_db
def test_a_line_that_was_taken_out_is_missed() -> None:
    for number in range(3):
        happen(number)
    seal()
    Line.objects.filter(seq=2).delete()
    assert (3, "lines 2 to 2 are missing") in list(broken_links())


@pytest.mark.django_db
def test_a_chain_made_anew_does_not_fit_the_heads_kept_outside() -> None:
    happen()
    seal()
    clock.travel(ONE_DAY)
    happen()
    seal()
    [head] = heads()
    assert list(broken_links({head.seq: head.hash})) == []
    assert list(broken_links({head.seq: "00" * 32})) == [
        (1, f"the day {head.day} ended otherwise when its head was kept")
    ]
    assert list(broken_links({99: "00" * 32})) == [(99, "this line was the last of a day, and is gone")]


@pytest.mark.django_db(transaction=True)
def test_two_sealers_and_late_commits_lose_nothing() -> None:
    """Entries commit in another order than that of their ids, while two sealers race."""
    late, stop = threading.Barrier(2), threading.Event()
    sealers = [start(seal_until, stop) for _ in range(2)]
    slow = start(write_late, late)
    late.wait(10)
    finish(start(write) for _ in range(3))
    late.wait(10)
    finish([slow])
    stop.set()
    finish(sealers)
    while seal():
        pass
    assert list(Line.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 62))
    assert set(Line.objects.values_list("entry", flat=True)) == set(
        Entry.objects.values_list("pk", flat=True)
    )
    assert not Unsealed.objects.exists()
    assert list(broken_links()) == []


def start(what: Callable[..., None], *given: object) -> threading.Thread:
    thread = threading.Thread(target=what, args=given)
    thread.start()
    return thread


def finish(threads: Iterable[threading.Thread]) -> None:
    for thread in list(threads):
        thread.join(60)


def write_late(late: threading.Barrier) -> None:
    with closing(connection), transaction.atomic():
        record(BrandCreated(brand_id=1), by=SYSTEM)
        late.wait(10)  # Its id is taken; others commit and are sealed before it.
        late.wait(60)


def write() -> None:
    with closing(connection):
        for number in range(20):
            happen(number)


def seal_until(stop: threading.Event) -> None:
    with closing(connection):
        while not stop.is_set():
            seal()


@pytest.fixture(autouse=True)
def the_journal_is_empty_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("django_db").kwargs.get("transaction"):
        with connection.cursor() as cursor:  # What was committed stays, and the trigger refuses a DELETE.
            cursor.execute("TRUNCATE journal_entry CASCADE")
