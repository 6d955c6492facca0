"""Lists of orders and goods for programs: by what they are known, page by page in the order of their ids."""

from dataclasses import dataclass
from typing import Any

from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.orders.models import Order, Variant
from liaison.orders.queries.catalogue import Choice, Goods, choice, goods, whole_products
from liaison.orders.queries.finding import files, must_see_orders
from liaison.orders.queries.shown import File


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which orders. number, external_id, source: verbatim; account, customer: ids. What is left out is any."""

    number: str = ""
    external_id: str = ""
    source: str = ""
    status: str = ""
    account: int | None = None
    customer: int | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """What was said."""
        return {name: value for name, value in vars(self).items() if value not in ("", None)}


def orders_wanted(wanted: Wanted, *, for_: Actor, after: int = 0, limit: int = 50) -> list[File]:
    """All of the orders that fit, in the order of their ids, those after the id `after`. NotFound to a stranger."""
    must_see_orders(for_)
    rows = Order.objects.filter(pk__gt=after, **wanted.asked).order_by("pk")
    return files(list(rows.values_list("pk", flat=True)[:limit]), for_=for_)


def products_called(external_id: str, *, source: str = "", for_: Actor) -> list[Goods]:
    """The products which another system calls so, any system when none is named. NotFound to a stranger."""
    must_see_orders(for_)
    rows = whole_products().filter(external_id=external_id, **({"source": source} if source else {}))
    return [goods(row) for row in rows.order_by("pk")]


@dataclass(frozen=True, kw_only=True)
class Sort:
    """A variant and to which product it belongs; name: of the product."""

    product: int
    name: str
    source: str
    choice: Choice


def variants(
    for_: Actor, *, external_id: str = "", sku: str = "", after: int = 0, limit: int = 50
) -> list[Sort]:
    """Variants in the order of their ids, those after the id `after`; or those called so. NotFound to a stranger."""
    must_see_orders(for_)
    asked = {name: value for name, value in (("external_id", external_id), ("sku", sku)) if value}
    rows = Variant.objects.filter(pk__gt=after, **asked).select_related("product")
    return [_sort(row) for row in rows.prefetch_related("stock__location").order_by("pk")[:limit]]


def variant(id_: int, *, for_: Actor) -> Sort:
    """One variant. Raises NotFound to a stranger."""
    must_see_orders(for_)
    row = Variant.objects.select_related("product").prefetch_related("stock__location").filter(pk=id_).first()
    if row is None:
        raise NotFound
    return _sort(row)


def _sort(row: Variant) -> Sort:
    return Sort(product=row.product_id, name=row.product.name, source=row.source, choice=choice(row))
