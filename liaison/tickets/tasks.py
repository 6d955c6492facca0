"""Clockwork: waking what waits, breaking promises."""

from procrastinate.contrib.django import app

from liaison.tickets import actions


@app.periodic(cron="* * * * *")
@app.task(name="tickets.wake_due", queue="clockwork", queueing_lock="tickets.wake_due", pass_context=False)
def wake_due(timestamp: int) -> None:
    """Open whatever has waited until now."""
    while actions.wake_due():
        pass


@app.periodic(cron="* * * * *")
@app.task(name="tickets.break_due", queue="clockwork", queueing_lock="tickets.break_due", pass_context=False)
def break_due(timestamp: int) -> None:
    """Bring back the ticket of every promise which was not kept in time."""
    while actions.break_due():
        pass
