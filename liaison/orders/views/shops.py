"""Configuration → Shops: the company's own systems, how they are, and what is open there."""

from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.actions import perform
from liaison.authority.queries import extent_of
from liaison.authority.words import Done, Refused
from liaison.kit.errors import NotFound
from liaison.kit.pages import show
from liaison.kit.sayings import said
from liaison.orders import queries
from liaison.orders.commands.shops import (
    ChangeShop,
    CheckOutside,
    CloseShop,
    ConnectShop,
    RepeatOutside,
    SayOutsideDone,
    SayOutsideNotDone,
    TryShop,
)
from liaison.orders.forms.shops import ShopForm
from liaison.orders.models import Shop
from liaison.orders.permissions import OUTSIDE, SHOPS
from liaison.orders.shops.kinds import KINDS
from liaison.orders.shops.protocol import Shop as Adapter
from liaison.orders.shown import OUTSIDE_STATES, VERBS
from liaison.team.asking import ask, must_hold, submit
from liaison.team.requests import TeamRequest

ANSWERS: Final = {
    "check_outside": CheckOutside,
    "repeat_outside": RepeatOutside,
    "say_outside_done": SayOutsideDone,
    "say_outside_not_done": SayOutsideNotDone,
}


@require_http_methods(["GET", "HEAD"])
def shops(request: HttpRequest) -> HttpResponse:
    """The shops there are, and what more can be connected."""
    asked = cast(TeamRequest, request)
    must_hold(asked, SHOPS)
    rows = [(one, len(queries.open_actions(one))) for one in queries.shops(for_=asked.member)]
    return show(request, "orders/shops.html", shops=rows, kinds=KINDS)


@require_http_methods(["GET", "HEAD", "POST"])
def connect_shop(request: HttpRequest, shop_kind: str) -> HttpResponse:
    """Connect one more."""
    asked = cast(TeamRequest, request)
    must_hold(asked, SHOPS)
    if shop_kind not in KINDS:
        raise NotFound
    form = _form(asked, KINDS[shop_kind], shop=None)
    if request.method == "POST" and form.is_valid():
        command = ConnectShop(kind=shop_kind, **form.wished())
        done = submit(asked, form, command, said=_("Now test the connection."))
        if isinstance(done, Done):
            return redirect("shop", done.result["shop"])
    return _shown(asked, KINDS[shop_kind], form=form, shop=None)


@require_http_methods(["GET", "HEAD", "POST"])
def shop(request: HttpRequest, shop_id: int) -> HttpResponse:
    """One shop: how it is, what is open there, how it is connected."""
    asked = cast(TeamRequest, request)
    found = queries.find_shop(shop_id, for_=asked.member)
    of = KINDS[found.kind]
    form = _form(asked, of, shop=found)
    if request.method == "POST" and form.is_valid():
        command = ChangeShop(shop=found.pk, **form.wished())
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("shop", found.pk)
    return _shown(asked, of, form=form, shop=found)


@require_POST
def try_shop(request: HttpRequest, shop_id: int) -> HttpResponse:
    """Ask the shop who it is, and show what it says."""
    asked = cast(TeamRequest, request)
    found = queries.find_shop(shop_id, for_=asked.member)
    outcome = perform(TryShop(shop=found.pk), by=asked.member)
    tried = {"ok": False, "says": outcome.reason if isinstance(outcome, Refused) else ""}
    if isinstance(outcome, Done):
        tried = outcome.result
    of = KINDS[found.kind]
    return _shown(asked, of, form=_form(asked, of, shop=found), shop=found, tried=tried)


@require_POST
def close_shop(request: HttpRequest, shop_id: int) -> HttpResponse:
    """Ask and read nothing more there."""
    ask(cast(TeamRequest, request), CloseShop(shop=shop_id), said=_("The shop is disconnected."))
    return redirect("shops")


@require_POST
def answer_outside(request: HttpRequest, outside_id: int, told: str) -> HttpResponse:
    """Say what became of something, or have it be asked or done again."""
    asked = cast(TeamRequest, request)
    if told not in ANSWERS:
        raise NotFound
    found = queries.find_outside(outside_id, for_=asked.member)
    ask(asked, ANSWERS[told](action=outside_id), said=_("Done."))
    return redirect("order", found.order_id)


def _form(request: TeamRequest, of: type[Adapter], *, shop: Shop | None) -> ShopForm:
    posted = request.POST if request.method == "POST" and "title" in request.POST else None
    return ShopForm(posted, kind=of, shop=shop)


def _shown(request: TeamRequest, of: type[Adapter], *, shop: Shop | None, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" and "tried" not in context else 200
    return show(
        request,
        "orders/shop.html",
        status=status,
        shop=shop,
        kind=of,
        open_actions=queries.open_actions(shop) if shop else [],
        outside_states=OUTSIDE_STATES,
        verbs=VERBS,
        may_answer=bool(extent_of(OUTSIDE, by=request.member)),
        tell=said,
        **context,
    )
