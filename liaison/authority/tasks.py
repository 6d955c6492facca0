"""The clockwork of authority: requests which nobody answered go back."""

from procrastinate.contrib.django import app

from liaison.authority.actions import lapse


@app.periodic(cron="*/10 * * * *")
@app.task(name="authority.lapse", queue="clockwork", queueing_lock="authority.lapse")
def lapse_requests(timestamp: int) -> None:
    """Return to whoever asked what nobody released in time."""
    lapse()
