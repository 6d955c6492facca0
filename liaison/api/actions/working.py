"""The job behind an import: the rows come in batch by batch, and whoever looks sees how far it is."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import Any, Final

from django.db import connections, transaction

from liaison.api import events
from liaison.api.importing.laying import laid_out
from liaison.api.importing.mapping import parse
from liaison.api.importing.running import Result, Stopped, Telling, run
from liaison.api.models import Intake
from liaison.api.words import Stage
from liaison.files.actions import keep
from liaison.journal.actions import record
from liaison.kit.actor import Plain
from liaison.kit.clock import now
from liaison.kit.errors import Refusal
from liaison.kit.live.tell import nudge
from liaison.kit.rows import swap

TOLD_EVERY: Final = 0.5  # Seconds between two words on how far it is.
KEPT: Final = timedelta(days=30)
"""For so long the files of an import stay after its end: they are full of people."""


def work_off(intake: int) -> None:
    """Take in what an import says, or try it. Done twice it does nothing more; raises nothing that people can mend."""
    found = Intake.objects.filter(pk=intake).first()
    # One that is running already was left by a worker that died: rows that are in are not taken in twice.
    if found is None or not swap(
        found, when={"stage__in": (Stage.WAITING, Stage.RUNNING)}, to={"stage": Stage.RUNNING}
    ):
        return
    result, stage, problem = Result(), Stage.DONE, ""
    try:
        with laid_out(found) as files, _told(found) as tell:
            run(parse(found.mapping), files, by=Plain(found.begun_by), dry=found.dry, tell=tell, into=result)
    except Stopped:
        stage = Stage.STOPPED
    except Refusal as no:
        stage, problem = Stage.FAILED, no.kept
    except Exception:
        _end(found, result, stage=Stage.FAILED, problem="")
        raise
    _end(found, result, stage=stage, problem=problem)


@contextmanager
def _told(intake: Intake) -> Iterator[Callable[[Telling], None]]:
    """Whoever writes down how far it is: beside the transaction of a dry run, from which nobody would see anything."""
    board = ThreadPoolExecutor(1, thread_name_prefix="import")
    last = 0.0

    def tell(said: Telling) -> None:
        nonlocal last
        if Intake.objects.filter(pk=intake.pk, stopping=True).exists():
            raise Stopped
        if monotonic() - last >= TOLD_EVERY:
            last = monotonic()
            board.submit(_write_down, intake.pk, said)

    try:
        yield tell
    finally:
        board.submit(connections.close_all)
        board.shutdown()


def _write_down(intake: int, said: Telling) -> None:
    Intake.objects.filter(pk=intake).update(
        entity=said.entity, file=said.file[-255:], done=said.done, total=said.total
    )
    nudge(f"intake:{intake}")


@transaction.atomic
def _end(intake: Intake, result: Result, *, stage: Stage, problem: str) -> None:
    counts = {name: vars(count) for name, count in result.counts.items()}
    to: dict[str, Any] = {
        "stage": Stage.OPEN if stage == Stage.DONE and intake.dry else stage,
        "ended_at": now(), "problem": problem, "rejected": len(result.rejected), "rejects_id": _rejects(result),
        "tried" if intake.dry else "counts": counts if stage == Stage.DONE or not intake.dry else {},
    }  # fmt: skip
    Intake.objects.filter(pk=intake.pk).update(**to)
    every = result.counts.values()
    ended = events.ImportEnded(
        intake_id=intake.pk, source=intake.source, dry=intake.dry, stage=stage.value,
        new=sum(one.new for one in every), changed=sum(one.changed for one in every), rejected=len(result.rejected),
    )  # fmt: skip
    record(ended, by=Plain(intake.begun_by))


def _rejects(result: Result) -> str | None:
    """The rows that were turned away, one JSON object a line; the reasons can be said in any language."""
    lines = [
        json.dumps([one.file, one.at, one.entity, one.column, one.why.kept, one.raw], default=str)
        for one in result.rejected
    ]
    return keep("\n".join(lines).encode()) if lines else None


def sweep_imports() -> int:
    """Forget the files and rejected rows of imports that ended long ago. Return how many imports were touched."""
    old = Intake.objects.filter(created_at__lt=now() - KEPT).exclude(stage__in=(Stage.WAITING, Stage.RUNNING))
    found = list(old.filter(files__isnull=False).values_list("pk", flat=True).distinct()[:100])
    for intake in Intake.objects.filter(pk__in=found):
        intake.files.all().delete()
        Intake.objects.filter(pk=intake.pk).update(rejects=None)
    return len(found)
