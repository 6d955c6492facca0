"""The clockwork of the journal: running reactions, bringing back jobs whose worker died."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.journal import registry
from liaison.journal.actions import jobs
from liaison.journal.models import Entry

KEPT_HOURS = 24
RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name="journal.react", queue="reactions", retry=RETRY)
def react(reaction: str, entry: int) -> None:
    """Run one reaction to one entry. It may run twice: reactions are idempotent by entry."""
    found = registry.REACTIONS.get(reaction)
    if found is None:
        raise LookupError(f"no reaction is called {reaction}; was its room taken out?")
    cls, run = found
    row = Entry.objects.get(pk=entry)
    run(registry.Happened(entry=row.pk, by=row.by, event=cls.of(row.facts)))


@app.periodic(cron="* * * * *")
@app.task(name="journal.rescue", queue="clockwork", queueing_lock="journal.rescue", pass_context=False)
async def rescue(timestamp: int) -> None:
    """Bring back the jobs whose worker died."""
    await jobs.rescue()


@app.periodic(cron="47 3 * * *")
@app.task(
    name="journal.forget_jobs", queue="clockwork", queueing_lock="journal.forget_jobs", pass_context=False
)
async def forget_jobs(timestamp: int) -> None:
    """Delete what was done long ago; a worker deletes its own at once, one that was killed leaves some behind."""
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_cancelled=True, include_aborted=True)
