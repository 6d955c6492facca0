"""What is sold: found by need, with its price, where it lies, what goes with it and what can stand in for it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from liaison.kit.pages import show
from liaison.orders import queries
from liaison.orders.shown import options_name
from liaison.orders.words import Kind
from liaison.team.requests import TeamRequest

FOUND = 30


@require_GET
def goods(request: HttpRequest) -> HttpResponse:
    """Products by need; without words the first ones."""
    member = cast(TeamRequest, request).member
    words = request.GET.get("q", "").strip()
    found = queries.search(words, for_=member, limit=FOUND)
    linked = queries.named(id_ for one in found for _kind, id_ in one.links)
    part = "found" if request.headers.get("HX-Request") else "goods_page"
    return show(
        request,
        f"orders/{part}.html",
        words=words,
        found=found,
        linked=linked,
        taking=False,
        kinds=Kind,
        options_name=options_name,
    )


@require_GET
def product(request: HttpRequest, product: int) -> HttpResponse:
    """One product: each variant, what it costs and where it lies."""
    found = queries.product(product, for_=cast(TeamRequest, request).member)
    linked = queries.named(id_ for _kind, id_ in found.links)
    return show(
        request, "orders/product.html", product=found, linked=linked, kinds=Kind, options_name=options_name
    )
