"""Configuration → API tokens: what lets programs in, each acting as the colleague who made it."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from liaison.api import actions, queries
from liaison.api.words import Scope
from liaison.kit.errors import NotFound
from liaison.kit.pages import show
from liaison.team.asking import must_hold
from liaison.team.requests import TeamRequest

CONFIGURE = "team.configure"
SCOPES = (
    (Scope.READ, gettext_lazy("Read everything that I may see")),
    (Scope.TICKETS, gettext_lazy("Read tickets and work on them")),
    (Scope.CUSTOMERS, gettext_lazy("Read customers and change their files")),
    (Scope.COMPLAINTS, gettext_lazy("Read complaints and work on them")),
    (Scope.ORDERS, gettext_lazy("Read goods and orders and work on orders")),
    (Scope.COMMANDS, gettext_lazy("Every command that I may give")),
    (Scope.EVERYTHING, gettext_lazy("Everything that I may do")),
)


class TokenForm(forms.Form):
    """A program and what it may do."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Of the program, so that you know it again."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"), choices=SCOPES, widget=forms.CheckboxSelectMultiple
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of this member, and a new one; its secret is shown once."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            _token, secret = actions.create_token(
                said["name"], member=asked.member, scopes=said["scopes"], by=asked.member
            )
            form, status = TokenForm(), 200
    mine = queries.tokens().filter(member=asked.member, revoked_at=None)
    return show(request, "api/tokens.html", status=status, tokens=mine, form=form, secret=secret)


@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token of one's own."""
    asked = cast(TeamRequest, request)
    token = queries.tokens().filter(member=asked.member, pk=token_id).first()
    if token is None:
        raise NotFound
    actions.revoke_token(token, by=asked.member)
    messages.success(request, _("The token is revoked: its program is shut out."))
    return redirect("tokens")
