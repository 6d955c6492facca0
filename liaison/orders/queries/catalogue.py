"""Reading what can be bought, where it lies and what goes with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum

from liaison.authority.queries import extent_of
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.money import Money
from liaison.orders.models import Line, Link, Product, Stock, Variant
from liaison.orders.permissions import SEE
from liaison.orders.queries.finding import must_see_orders


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """So many lie there."""

    location: str
    shelf: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A variant. available: it may be sold now. shelves: empty when its stock is not counted here."""

    id: int
    sku: str
    external_id: str | None
    options: dict[str, Any]
    price: Money
    available: bool
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, kw_only=True)
class Goods:
    """A product with its variants. links: (kind, id of the other product)."""

    id: int
    name: str
    text: str
    category: str
    source: str
    external_id: str | None
    choices: tuple[Choice, ...]
    links: tuple[tuple[str, int], ...]


def product(id_: int, *, for_: Actor) -> Goods:
    """One product with its variants, stock and links. Raises NotFound to a stranger."""
    must_see_orders(for_)
    found = whole_products().filter(pk=id_).first()
    if found is None:
        raise NotFound
    return goods(found)


def products(for_: Actor, *, after: int = 0, limit: int = 50) -> list[Goods]:
    """Products in the order of their ids, those after the id `after`."""
    must_see_orders(for_)
    return [goods(row) for row in whole_products().filter(pk__gt=after).order_by("pk")[:limit]]


def search(words: str, *, for_: Actor, limit: int = 20) -> list[Goods]:
    """Products by need: every word stands in the name, the text, the category, a variant's options or its SKU."""
    must_see_orders(for_)
    rows = whole_products()
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(text__icontains=word)
            | Q(category__icontains=word)
            | Q(pk__in=_with_variant(word))
        )
    return [goods(row) for row in rows.order_by("name", "pk")[:limit]]


def called(words: str, *, for_: Actor, limit: int = 3) -> list[tuple[int, str, str]]:
    """Products in whose name every word stands, as (id, name, category); none to whoever may see no orders."""
    if not extent_of(SEE, by=for_):
        return []
    rows = Product.objects.all()
    for word in words.split()[:8]:
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name", "pk").values_list("pk", "name", "category")[:limit])


def named(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of products by id."""
    return dict(Product.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def variants(ids: Iterable[int]) -> dict[int, Variant]:
    """These variants with their products, by id; unknown ones are left out."""
    return dict(Variant.objects.select_related("product").in_bulk(set(ids)))


def _with_variant(word: str) -> QuerySet[Variant, Any]:
    hit = Q(sku__iexact=word) | Q(external_id=word) | Q(options__icontains=word)
    return Variant.objects.filter(hit).values("product")


def whole_products() -> QuerySet[Product]:
    """Products with everything that is shown of them read along."""
    stock = Prefetch("stock", Stock.objects.select_related("location").order_by("location__name", "shelf"))
    variants = Prefetch("variants", Variant.objects.prefetch_related(stock).order_by("id"))
    return Product.objects.prefetch_related(variants, Prefetch("links", Link.objects.order_by("id")))


def goods(row: Product) -> Goods:
    """A product as it is shown; everything of it is read along."""
    return Goods(
        id=row.pk,
        name=row.name,
        text=row.text,
        category=row.category,
        source=row.source,
        external_id=row.external_id,
        choices=tuple(choice(one) for one in row.variants.all()),
        links=tuple((link.kind, link.other_id) for link in row.links.all()),
    )


def choice(row: Variant) -> Choice:
    """A variant as it is shown; its stock is read along."""
    shelves = tuple(
        Shelf(location=one.location.name, shelf=one.shelf, quantity=one.quantity) for one in row.stock.all()
    )
    return Choice(
        id=row.pk,
        sku=row.sku,
        external_id=row.external_id,
        options=row.options,
        price=Money(row.price, row.currency),
        available=row.available and (not shelves or any(one.quantity for one in shelves)),
        shelves=shelves,
    )


def counted(variants: Iterable[int]) -> Mapping[int, int]:
    """How many there are of each of these variants whose stock is counted; the others are left out."""
    rows = Stock.objects.filter(variant__in=list(variants)).values("variant").annotate(n=Sum("quantity"))
    return {row["variant"]: row["n"] for row in rows}


def variants_beside(lines: Iterable[Line]) -> dict[int, list[Variant]]:
    """By the id of each line the other variants of its product that are offered, in one question."""
    known = [line for line in lines if line.variant]
    products = {line.variant.product_id for line in known if line.variant}
    rows = Variant.objects.filter(product__in=products, available=True).order_by("id") if products else ()
    by_product: dict[int, list[Variant]] = {}
    for row in rows:
        by_product.setdefault(row.product_id, []).append(row)
    return {
        line.pk: [one for one in by_product.get(line.variant.product_id, ()) if one.pk != line.variant_id]
        for line in known
        if line.variant
    }
