"""Jobs: those which react, those whose worker died, those which failed."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.journal import registry, tasks
from liaison.journal.actions import record, seal
from liaison.journal.actions.jobs import KILLED, rescue
from liaison.journal.queries import failed_jobs
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.team.events import BrandCreated
from tests.cast import Cast

pytestmark = pytest.mark.django_db

seen: list[int] = []


def remember(happened: registry.Happened) -> None:
    if happened.entry not in seen:
        seen.append(happened.entry)


@pytest.fixture(autouse=True)
def reaction(monkeypatch: pytest.MonkeyPatch) -> str:
    seen.clear()
    name = f"{__name__}.remember:{BrandCreated.kind}"
    monkeypatch.setitem(registry.REACTIONS, name, (BrandCreated, remember))
    return name


def test_a_reaction_is_queued_by_the_sealer_and_not_before() -> None:
    entry = record(BrandCreated(brand_id=1), by=SYSTEM)
    assert not ProcrastinateJob.objects.exists()
    seal()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["entry"]) == ("journal.react", entry)


def test_nothing_reacts_to_what_was_taken_back() -> None:
    with transaction.atomic():
        record(BrandCreated(brand_id=1), by=SYSTEM)
        transaction.set_rollback(True)
    seal()
    assert not ProcrastinateJob.objects.exists()


def test_a_reaction_that_runs_twice_does_no_harm(reaction: str) -> None:
    entry = record(BrandCreated(brand_id=1), by=SYSTEM)
    for _ in range(2):
        tasks.react(reaction, entry)
    assert seen == [entry]


def test_a_reaction_of_a_room_that_was_taken_out_is_named() -> None:
    with pytest.raises(LookupError, match="gone"):
        tasks.react("gone", 1)


LEFT = (("doing", timedelta(minutes=5)), ("todo", None), ("doing", timedelta(minutes=5)))


def job(status: str, *, attempts: int = 0, silent: timedelta | None = None) -> int:
    """A job as a worker would have left it; silent: since when nothing was heard of that worker."""
    with connection.cursor() as cursor:
        worker = None
        if silent is not None:
            at = now() - silent
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [at]
            )
            (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, worker_id)"
            " VALUES ('q', 'some.task', '{}', %s, %s, %s) RETURNING id",
            [status, attempts, worker],
        )
        return int(cursor.fetchone()[0])


def state(id_: int) -> str:
    return ProcrastinateJob.objects.get(pk=id_).status


def test_a_job_whose_worker_died_is_done_again() -> None:
    dead, alive = job("doing", silent=timedelta(minutes=5)), job("doing", silent=timedelta(seconds=5))
    assert async_to_sync(rescue)() == 1
    assert (state(dead), state(alive)) == ("todo", "doing")


@pytest.mark.django_db(transaction=True)
def test_a_dead_clockwork_whose_next_turn_waits_already_keeps_no_other_from_being_rescued() -> None:
    dead, waiting, other = (job(status, silent=silent) for status, silent in LEFT)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET queueing_lock = 'tick' WHERE id IN (%s, %s)", [dead, waiting]
        )

    async_to_sync(rescue)()

    assert not ProcrastinateJob.objects.filter(pk=dead).exists()
    assert (state(waiting), state(other)) == ("todo", "todo")


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    deadly = job("doing", attempts=KILLED, silent=timedelta(minutes=5))
    async_to_sync(rescue)()
    assert state(deadly) == "failed"
    assert [failed.id for failed in failed_jobs()] == [deadly]


def test_a_failed_job_is_done_again_on_demand(cast: Cast) -> None:
    failed = job("failed", attempts=8)
    command = catalogue.make("journal.retry_job", {"job": failed})
    assert isinstance(perform(command, by=cast.bo), Refused)
    assert state(failed) == "failed"
    assert isinstance(perform(command, by=cast.ada), Done)
    assert state(failed) == "todo"
    again = perform(command, by=cast.ada)
    assert isinstance(again, Refused)
    assert again.name == "NotFailed"
