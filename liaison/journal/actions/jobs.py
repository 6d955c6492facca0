"""Looking after the jobs: those whose worker died, and those which failed."""

import logging

from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from liaison.journal.errors import NotFailed
from liaison.kit.clock import now

log = logging.getLogger(__name__)

SILENT = 60.0
"""Seconds without a heartbeat after which a worker is dead; a living one gives one every ten."""

KILLED = 5
"""Times a job may take its worker with it: one that ends the process each time must not do so for ever."""


async def rescue() -> int:
    """Bring back the jobs whose worker died while it did them, and give up those that did so too often.

    After a kill -9 a job stays `doing` for ever: no database connection ends it. Return how many were touched.
    """
    await app.job_manager.prune_stalled_workers(SILENT)
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT))
    for job in stalled:
        if job.attempts >= KILLED:
            log.error(
                "the job %s (%s) was given up: its worker died %s times", job.id, job.task_name, job.attempts
            )
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            log.warning("the job %s (%s) is done again: its worker died", job.id, job.task_name)
            await _again(job)
    return len(stalled)


async def _again(job: Job) -> None:
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        # The next one of its kind waits already and does the same; two may not wait, and the others shall be rescued.
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)


def retry_job(job: int) -> None:
    """Have a failed job done once more. Raises NotFailed when it did not fail, or is gone."""
    # The row is held until the commit, so two people at once cannot both bring it back.
    row = ProcrastinateJob.objects.select_for_update().filter(pk=job, status="failed").first()
    if row is None:
        raise NotFailed
    app.job_manager.retry_job_by_id(job, retry_at=now())
