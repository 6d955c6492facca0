"""What can be bought."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import listed, reads
from liaison.api.rest.pages import Paged, Words, page
from liaison.api.rest.shapes import Shape
from liaison.kit.cursors import cursor_of, position_of
from liaison.orders import queries
from liaison.orders.queries import listed as lists

router = Router(tags=["orders"], auth=Bearer("orders"))


class ShelfShape(Shape):
    """So many lie there."""

    location: str
    shelf: str
    quantity: int


class VariantShape(Shape):
    """One form of a product. price: a decimal in `currency`. available: it may be sold, and there is some of it."""

    id: int
    product: int
    name: str
    source: str
    external_id: str | None
    sku: str
    options: dict[str, Any]
    price: str
    currency: str
    available: bool
    stock: list[ShelfShape]


class LinkShape(Shape):
    """Another product: instead of this one, or together with it."""

    kind: str
    product: int


class ProductShape(Shape):
    """Something that is sold."""

    id: int
    name: str
    text: str
    category: str
    source: str
    external_id: str | None
    variants: list[VariantShape]
    links: list[LinkShape]


class ProductFilter(Paged):
    """Which products: all in the order of their ids; those found by words; or those which a system calls so."""

    q: Words = ""
    external_id: Words = ""
    source: Words = ""


@router.get("/products", summary="List or find products", **listed(ProductShape))
def list_products(request: HttpRequest, given: Query[ProductFilter]) -> HttpResponse:
    """Products with their variants; with `q` or `external_id` the finds of one page, without a next one."""
    for_ = caller(request).member
    if given.external_id:
        found = lists.products_called(given.external_id, source=given.source, for_=for_)
        return page([_product(one) for one in found], next_=None)
    if given.q.strip():
        return page(
            [_product(one) for one in queries.search(given.q, for_=for_, limit=given.limit)], next_=None
        )
    after = position_of(given.cursor, bound="api:products")
    rows = queries.products(for_, after=after[0] if after else 0, limit=given.limit + 1)
    return cut_shown([_product(one) for one in rows], given, bound="api:products")


@router.get("/products/{int:product}", summary="Read a product", **reads(ProductShape))
def read_product(request: HttpRequest, product: int) -> HttpResponse:
    """One product with its variants, their stock, and what goes with it."""
    return answer(_product(queries.product(product, for_=caller(request).member)))


class VariantFilter(Paged):
    """Which variants: all, or those with this external id or number of the article."""

    external_id: Words = ""
    sku: Words = ""


@router.get("/variants", summary="List or find variants", **listed(VariantShape))
def list_variants(request: HttpRequest, given: Query[VariantFilter]) -> HttpResponse:
    """Variants in the order of their ids."""
    after = position_of(given.cursor, bound="api:variants")
    rows = lists.variants(
        caller(request).member,
        external_id=given.external_id,
        sku=given.sku,
        after=after[0] if after else 0,
        limit=given.limit + 1,
    )
    return cut_shown([_sort(one) for one in rows], given, bound="api:variants")


@router.get("/variants/{int:variant}", summary="Read a variant", **reads(VariantShape))
def read_variant(request: HttpRequest, variant: int) -> HttpResponse:
    """One variant with its stock."""
    return answer(_sort(lists.variant(variant, for_=caller(request).member)))


def cut_shown(shown: list[dict[str, Any]], given: Paged, *, bound: str) -> HttpResponse:
    """Answer with a page of plain objects in the order of their ids, of which one more than the limit was read."""
    some = shown[: given.limit]
    next_ = cursor_of([some[-1]["id"]], bound=bound) if len(shown) > given.limit else None
    return page(some, next_=next_)


def _product(one: queries.Goods) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "text": one.text,
        "category": one.category,
        "source": one.source,
        "external_id": one.external_id,
        "variants": [
            _variant(choice, product=one.id, name=one.name, source=one.source) for choice in one.choices
        ],
        "links": [{"kind": kind, "product": other} for kind, other in one.links],
    }


def _sort(one: lists.Sort) -> dict[str, Any]:
    return _variant(one.choice, product=one.product, name=one.name, source=one.source)


def _variant(one: queries.Choice, *, product: int, name: str, source: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "product": product,
        "name": name,
        "source": source,
        "external_id": one.external_id,
        "sku": one.sku,
        "options": one.options,
        "price": str(one.price.amount),
        "currency": one.price.currency,
        "available": one.available,
        "stock": [vars(shelf) for shelf in one.shelves],
    }
