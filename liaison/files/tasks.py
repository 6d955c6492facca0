"""The clockwork of the files."""

from procrastinate.contrib.django import app

from liaison.files.actions import sweep


@app.periodic(cron="17 3 * * *")
@app.task(name="files.sweep", queue="clockwork", queueing_lock="files.sweep")
def sweep_unreferred(timestamp: int) -> None:
    """Each night: delete what nothing has referred to for a week."""
    while sweep():
        pass
