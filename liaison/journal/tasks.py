"""The clockwork of the journal: running reactions, bringing back jobs whose worker died."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.journal import registry
from liaison.journal.models import Entry

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
