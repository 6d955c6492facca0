"""Coming in by the company's own provider: there, and back."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from liaison.kit import public
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.pace import Pace
from liaison.portal import actions, oidc
from liaison.portal.doors import CustomerRequest, give, hasten, let_in, page, stranger, take
from liaison.portal.oidc import Provider

LEFT: Final = "liaison_my_left"
TRYING: Final = Pace(30, 600)


@require_safe
@stranger
def leave(request: CustomerRequest) -> HttpResponse:
    """To the provider. Asked for by a link: a policy that binds where forms lead would stop a form half-way."""
    of = _provider()
    try:
        hasten(request, "provider", TRYING)
        leaving = oidc.leave(of, back=_back(request))
    except Refusal as no:
        return page(request, "over", status=503, why=no.sentence)
    response = redirect(leaving.to)
    give(response, LEFT, leaving.kept, seconds=oidc.LASTS.total_seconds())
    return response


@require_safe
@stranger
def come_back(request: CustomerRequest) -> HttpResponse:
    """Back from the provider, who says who it is."""
    of = _provider()
    given = {name: request.GET.get(name, "") for name in ("code", "state")}
    try:
        hasten(request, "provider", TRYING)
        who = oidc.come_back(of, kept=request.COOKIES.get(LEFT, ""), back=_back(request), **given)
        token = actions.let_in_by_provider(who.address, name=who.name)
    except Refusal as no:
        response = page(request, "over", status=403, why=no.sentence)
    else:
        response = let_in(redirect("portal-home"), token)
    take(response, LEFT)
    return response


def _provider() -> Provider:
    of = oidc.provider()
    if of is None:
        raise NotFound
    return of


def _back(request: CustomerRequest) -> str:
    return public.address() + reverse("portal-provider-back")
