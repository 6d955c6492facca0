"""My data: what we keep about a customer, what they may set otherwise, and a copy of all of it."""

import json
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from liaison.channels.form.queries import agreed_by
from liaison.customers.queries import identities_of
from liaison.portal import actions
from liaison.portal.copying import as_json, as_zip
from liaison.portal.doors import LANGUAGE, YEAR, CustomerRequest, give, owner, page
from liaison.portal.forms import MeForm
from liaison.portal.queries import Visitor


@require_http_methods(["GET", "HEAD", "POST"])
@owner
def me(request: CustomerRequest) -> HttpResponse:
    """What we keep about whoever is in."""
    visitor = cast(Visitor, request.visitor)
    customer = visitor.visit.customer
    form = MeForm(
        request.POST if request.method == "POST" else None,
        initial={"name": customer.name, "language": customer.language or get_language()},
    )
    if request.method == "POST" and form.is_valid():
        actions.change_me(visitor, **form.cleaned_data)
        response = redirect("portal-data")
        give(response, LANGUAGE, form.cleaned_data["language"], seconds=YEAR)
        return response
    status = 422 if request.method == "POST" else 200
    known, agreed = identities_of(visitor.people), agreed_by(visitor.people)
    return page(request, "me", status=status, form=form, identities=known, agreed=agreed)


@require_safe
@owner
def export(request: CustomerRequest) -> HttpResponse:
    """A copy of everything that is theirs: `?json` for the words alone, else a ZIP with the files."""
    visitor = cast(Visitor, request.visitor)
    actions.exported(visitor)
    if "json" in request.GET:
        made: Any = json.dumps(as_json(visitor), ensure_ascii=False, indent=1)
        return _saved(made, "application/json", "my-data.json")
    return _saved(as_zip(visitor), "application/zip", "my-data.zip")


def _saved(content: bytes | str, type_: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=type_, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
