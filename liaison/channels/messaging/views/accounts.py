"""Configuration → Messengers: our numbers, bots and pages with providers."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.messaging import queries
from liaison.channels.messaging.commands import ChangeAccount, CloseAccount, OpenAccount, TryAccount
from liaison.channels.messaging.forms import AccountForm
from liaison.channels.messaging.messenger import Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.queries import CONFIGURE
from liaison.channels.messaging.registry import MESSENGERS
from liaison.channels.messaging.rules import split
from liaison.kit.errors import NotFound
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold, submit
from liaison.team.queries import departments
from liaison.team.requests import TeamRequest


@require_http_methods(["GET", "HEAD"])
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts this member configures, and what more can be connected."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    rows = sorted(queries.accounts(for_=asked.member), key=lambda one: one.closed_at is not None)
    known = queries.standings(one for one in rows if one.kind in MESSENGERS)
    return show(request, "messaging/accounts.html", standings=known, messengers=MESSENGERS)


@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest, messenger: str) -> HttpResponse:
    """Connect one more."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    if messenger not in MESSENGERS:
        raise NotFound
    of = MESSENGERS[messenger]
    form = _form(asked, of, account=None)
    if request.method == "POST" and form.is_valid():
        done = submit(
            asked, form, OpenAccount(kind=of.kind, **form.wished()), said=_("Now test the connection.")
        )
        if isinstance(done, Done):
            return redirect("messaging-account", done.result["account"])
    return _shown(request, of, form=form, account=None)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: where the provider calls us, and what we know of it."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_account(account_id, for_=asked.member)
    of = MESSENGERS[found.kind]
    form = _form(asked, of, account=found)
    if request.method == "POST" and form.is_valid():
        command = ChangeAccount(account=found.pk, **form.wished())
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("messaging-account", found.pk)
    return _shown(request, of, form=form, account=found)


@require_POST
def try_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Ask the provider who we are, and show what it says."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.find_account(account_id, for_=asked.member)
    of = MESSENGERS[found.kind]
    outcome = perform(TryAccount(account=found.pk), by=asked.member)
    if isinstance(outcome, Done):
        tried = outcome.result
    else:
        tried = {"ok": False, "says": outcome.reason if isinstance(outcome, Refused) else ""}
    return _shown(request, of, form=_form(asked, of, account=found), account=found, tried=tried)


@require_POST
def close_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take nothing more by an account."""
    ask(
        cast(TeamRequest, request), CloseAccount(account=account_id), said=_("The messenger is disconnected.")
    )
    return redirect("messaging-accounts")


def _form(request: TeamRequest, of: Messenger, *, account: Account | None) -> AccountForm:
    open_ones = departments(for_=request.member, permission=CONFIGURE)
    posted = request.POST if request.method == "POST" and "title" in request.POST else None
    return AccountForm(posted, messenger=of, departments=open_ones, account=account)


def _shown(request: HttpRequest, of: Messenger, *, account: Account | None, **context: Any) -> HttpResponse:
    status = 422 if request.method == "POST" and "tried" not in context else 200
    address = of.address_of(account) if account else ""
    if account and address.startswith("/"):
        address = request.build_absolute_uri(address)
    known: dict[str, Any] = {
        "account": account,
        "messenger": of,
        "address": address,
        "token": _token(of, account),
    }
    if account:
        (known["standing"],) = queries.standings([account])
        known["templates"] = [(one, split(one.body)) for one in queries.templates_of(account.door)]
    return show(request, "messaging/account.html", status=status, **known, **context)


def _token(of: Messenger, account: Account | None) -> str:
    return account.token.reveal() if of.shows_token and account and account.token else ""
