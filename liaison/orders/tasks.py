"""The jobs of this room: reading a shop outside, and what is not paid in time."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from liaison.kit.clockwork import batches
from liaison.orders import actions
from liaison.orders.actions import reading
from liaison.orders.models import Shop


@app.task(name="orders.read_order", queue="default")
def read_order(shop: int, order: str) -> None:
    """Read one order of a shop anew. shop: id. order: as the shop calls it."""
    found = Shop.objects.filter(pk=shop, closed_at=None).first()
    if found is not None:
        reading.read_order(found, order)


@app.periodic(cron="23 * * * *")
@app.task(
    name="orders.move_overdue", queue="clockwork", queueing_lock="orders.move_overdue", pass_context=True
)
def move_overdue(context: JobContext, timestamp: int) -> None:
    """Move invoices that are overdue a step on."""
    batches(actions.move_overdue, told=context)
