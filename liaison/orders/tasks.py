"""The jobs of this room."""

from procrastinate.contrib.django import app

from liaison.orders.actions import reading
from liaison.orders.models import Shop


@app.task(name="orders.read_order", queue="default")
def read_order(shop: int, order: str) -> None:
    """Read one order of a shop anew. shop: id. order: as the shop calls it."""
    found = Shop.objects.filter(pk=shop, closed_at=None).first()
    if found is not None:
        reading.read_order(found, order)
