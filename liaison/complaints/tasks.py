"""Clockwork: what was missed, and offers that lapse."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from liaison.complaints import actions
from liaison.kit.clockwork import batches


@app.periodic(cron="* * * * *")
@app.task(
    name="complaints.notice_missed",
    queue="clockwork",
    queueing_lock="complaints.notice_missed",
    pass_context=True,
)
def notice_missed(context: JobContext, timestamp: int) -> None:
    """Write down which clocks have run out."""
    batches(actions.notice_missed, told=context)


@app.periodic(cron="* * * * *")
@app.task(
    name="complaints.expire_offers",
    queue="clockwork",
    queueing_lock="complaints.expire_offers",
    pass_context=True,
)
def expire_offers(context: JobContext, timestamp: int) -> None:
    """Let lapse what was not answered in time."""
    batches(actions.expire_offers, told=context)
