"""Clockwork: waking what waits, breaking promises."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from liaison.kit.clockwork import batches
from liaison.tickets import actions


@app.periodic(cron="* * * * *")
@app.task(name="tickets.wake_due", queue="clockwork", queueing_lock="tickets.wake_due", pass_context=True)
def wake_due(context: JobContext, timestamp: int) -> None:
    """Open whatever has waited until now."""
    batches(actions.wake_due, told=context)


@app.periodic(cron="* * * * *")
@app.task(name="tickets.break_due", queue="clockwork", queueing_lock="tickets.break_due", pass_context=True)
def break_due(context: JobContext, timestamp: int) -> None:
    """Bring back the ticket of every promise which was not kept in time."""
    batches(actions.break_due, told=context)
