"""The clockwork of authority: requests which nobody answered go back; old answers are forgotten."""

from procrastinate.contrib.django import app

from liaison.authority.actions import idempotency, lapse


@app.periodic(cron="*/10 * * * *")
@app.task(name="authority.lapse", queue="clockwork", queueing_lock="authority.lapse")
def lapse_requests(timestamp: int) -> None:
    """Return to whoever asked what nobody released in time."""
    lapse()


@app.periodic(cron="27 3 * * *")
@app.task(name="authority.forget", queue="clockwork", queueing_lock="authority.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Delete the answers to idempotency keys after their thirty days."""
    idempotency.forget()
