"""Imports as jobs, one at a time, and what is forgotten of them."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from liaison.api.actions.working import sweep_imports, work_off
from liaison.kit.clockwork import batches


@app.task(name="api.import", queue="imports", lock="imports")
def import_rows(intake: int) -> None:
    """Take in what an import says."""
    work_off(intake)


@app.periodic(cron="31 3 * * *")
@app.task(name="api.sweep_imports", queue="clockwork", queueing_lock="api.sweep_imports", pass_context=True)
def sweep(context: JobContext, timestamp: int) -> None:
    """Each night: forget the files of imports that ended a month ago."""
    batches(sweep_imports, told=context)
