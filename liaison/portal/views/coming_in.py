"""Coming in and going: by a letter's link or code, or as a guest by the link of one ticket."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.kit.errors import Refusal
from liaison.kit.pace import Pace
from liaison.portal import actions, errors, rules
from liaison.portal.doors import (
    ASKING,
    VISIT,
    CustomerRequest,
    give,
    hasten,
    let_in,
    page,
    place_of,
    stranger,
    take,
)
from liaison.portal.forms import AskForm, CodeForm
from liaison.portal.oidc import provider
from liaison.portal.queries import asked_in
from liaison.portal.tasks import send_way_in
from liaison.team.actions.signing_in import count_attempt
from liaison.team.rules import Limit

TRYING: Final = Pace(30, 600)  # Links and codes from one place.
ASK: Final = (Limit("address", 6, rules.LETTER * 18), Limit("place", 20, rules.LETTER * 3))
"""Six letters in six hours to one address: with four tries each, guessing codes all day finds one in ten thousand."""


@require_http_methods(["GET", "HEAD", "POST"])
@stranger
def sign_in(request: CustomerRequest) -> HttpResponse:
    """Ask for a letter. The answer is the same whether the address is known or not."""
    if request.method != "POST":
        at_home = request.visitor is not None and not request.visitor.is_guest
        return redirect("portal-home") if at_home else _asking(request, AskForm())
    form = AskForm(request.POST)
    if not form.is_valid():
        return _asking(request, form, status=422)
    address = form.cleaned_data["address"]
    try:
        count_attempt("portal", address, place=place_of(request), limits=ASK)
    except Refusal as no:
        form.add_error(None, no.sentence)
        return _asking(request, form, status=429)
    asking, browser = actions.ask(address)
    send_way_in.defer(asking=asking.pk)
    response = redirect("portal-code")
    give(response, ASKING, browser, seconds=rules.LETTER.total_seconds())
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@stranger
def code(request: CustomerRequest) -> HttpResponse:
    """The letter is on its way: type its code, or open its link."""
    asking = asked_in(request.COOKIES.get(ASKING, ""))
    if asking is None and request.method != "POST":
        return redirect("portal-sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            hasten(request, "code", TRYING)
            token = actions.let_in_by_code(asking, form.cleaned_data["code"])
            return let_in(redirect("portal-home"), token)
        except Refusal as no:
            form.add_error("code", no.sentence)
            status = 429 if isinstance(no, errors.TooMany) else 422
    return page(request, "code", status=status, form=form, address=asking.address if asking else "")


@require_http_methods(["GET", "HEAD", "POST"])
@stranger
def by_link(request: CustomerRequest, link: str) -> HttpResponse:
    """The link of a letter. Opening it only asks, for programs that look into mails open every link."""
    if request.method != "POST":
        return page(request, "by_link")
    try:
        hasten(request, "link", TRYING)
        return let_in(redirect("portal-home"), actions.let_in_by_link(link))
    except Refusal as no:
        return _over(request, no)


@require_http_methods(["GET", "HEAD", "POST"])
@stranger
def prove(request: CustomerRequest, link: str) -> HttpResponse:
    """The link that was sent to an address or number, to prove whose it is. Opening it only asks."""
    if request.method != "POST":
        return page(request, "prove")
    try:
        hasten(request, "link", TRYING)
        actions.prove_by_link(link)
    except Refusal as no:
        return _over(request, no)
    return page(request, "proved")


@require_safe
@stranger
def follow(request: CustomerRequest, link: str) -> HttpResponse:
    """The link of one ticket: whoever is in already, and may see it, stays who they are."""
    try:
        hasten(request, "link", TRYING)
        token, ticket = actions.follow(link)
    except Refusal as no:
        return _over(request, no)
    response = redirect("portal-ticket", ticket.number)
    if request.visitor and request.visitor.sees(ticket):
        return response
    return let_in(response, token, guest=True)


@require_POST
@stranger
def sign_out(request: CustomerRequest) -> HttpResponse:
    """Go."""
    if request.visitor:
        actions.leave(request.visitor.visit)
    response = redirect("portal-sign-in")
    take(response, VISIT)
    return response


def _asking(request: CustomerRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    return page(request, "sign_in", status=status, form=form, by_provider=provider() is not None)


def _over(request: CustomerRequest, no: Refusal) -> HttpResponse:
    return page(request, "over", status=429 if isinstance(no, errors.TooMany) else 410, why=no.sentence)
