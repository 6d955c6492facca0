"""Taking goods from the shelves and putting them back. Stock that is not counted here is left to the shop."""

from collections.abc import Iterable

from django.db.models import F, Q

from liaison.orders.errors import NotForSale, NotInStock
from liaison.orders.models import Line, Stock, Variant


def hold(variants: Iterable[int], lines: Iterable[Line]) -> None:
    """Lock the shelves from which these variants are taken and to which these lines go back, in one order for all.

    Two who swap the same two goods the opposite way then wait for each other instead of for ever.
    """
    theirs = [line.stock_id for line in lines if line.stock_id is not None]
    rows = Stock.objects.filter(Q(variant__in=list(variants)) | Q(pk__in=theirs))
    list(rows.order_by("id").select_for_update().values_list("pk"))


def take(variant: Variant, quantity: int) -> Stock | None:
    """Take so many from the fullest shelf; None when its stock is not counted. Raises NotForSale, NotInStock.

    One conditional UPDATE: of two who take the last one, one is refused.
    """
    if not variant.available:
        raise NotForSale(what=called(variant))
    counted = list(Stock.objects.filter(variant=variant).order_by("-quantity", "id"))
    for shelf in counted:
        rows = Stock.objects.filter(pk=shelf.pk, quantity__gte=quantity)
        if rows.update(quantity=F("quantity") - quantity):
            return shelf
    if counted:
        raise NotInStock(what=called(variant))
    return None


def put_back(line: Line, quantity: int) -> None:
    """Put so many of a line back to where they were taken from."""
    if line.stock_id is not None:
        Stock.objects.filter(pk=line.stock_id).update(quantity=F("quantity") + quantity)


def called(variant: Variant) -> str:
    """How a variant is called in a sentence."""
    options = ", ".join(str(value) for value in variant.options.values())
    return f"{variant.product.name} ({options})" if options else variant.product.name
