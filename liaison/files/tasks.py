"""The clockwork of the files."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from liaison.files.actions import sweep
from liaison.kit.clockwork import batches


@app.periodic(cron="17 3 * * *")
@app.task(name="files.sweep", queue="clockwork", queueing_lock="files.sweep", pass_context=True)
def sweep_unreferred(context: JobContext, timestamp: int) -> None:
    """Each night: delete what nothing has referred to for a week."""
    batches(sweep, told=context)
