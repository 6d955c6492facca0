"""The list of complaints, and the register as a file."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.queries import extent_of
from liaison.authority.words import Done
from liaison.complaints import fields, queries
from liaison.complaints import register as registers
from liaison.complaints.commands import ExportRegister
from liaison.complaints.listing import QUEUES, Narrowed, list_page, narrowed
from liaison.complaints.permissions import SEE
from liaison.complaints.words import Outcome
from liaison.kit.clock import now
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold
from liaison.team.queries import departments
from liaison.team.requests import TeamRequest


class FilterForm(forms.Form):
    """Which complaints one wants to see."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.TypedChoiceField(label=_("Kind"), required=False, coerce=int, empty_value=None)
    department = forms.TypedChoiceField(label=_("Department"), required=False, coerce=int, empty_value=None)
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("Any")), *Outcome.choices]
    )
    since = fields.day(_("Received since"), needed=False)
    until = fields.day(_("Received until"), needed=False)

    def __init__(self, *args: Any, by: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = [(one.pk, queries.kind_name(one)) for one in queries.kinds()]
        where = [(one.pk, one.name) for one in departments(for_=by, permission=SEE)]
        self.fields["kind"].choices = [("", _("Any")), *kinds]  # type: ignore[attr-defined]
        self.fields["department"].choices = [("", _("Any")), *where]  # type: ignore[attr-defined]

    def wanted(self, queue: str) -> Narrowed:
        """What the list is narrowed to; a field that makes no sense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        words = given.get("q", "")
        plain = {name: given.get(name) for name in ("kind", "department", "since", "until")}
        return Narrowed(
            queue=queue if queue in QUEUES else "open", words=words, outcome=given.get("outcome", ""), **plain
        )

    @property
    def is_used(self) -> bool:
        """Whether anything is narrowed besides by words."""
        return any(self.data.get(name) for name in self.fields if name != "q")


@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest) -> HttpResponse:
    """The complaints one may see, by the day on which they are due."""
    asked = cast(TeamRequest, request)
    must_hold(asked, SEE)
    form = FilterForm(request.GET, by=asked.member)
    which = form.wanted(request.GET.get("queue", "open"))
    found = list_page(which, for_=asked.member, after=request.GET.get("after", ""))
    kept = request.GET.copy()
    kept.pop("after", None)
    plain = kept.copy()
    plain.pop("queue", None)
    return show(
        request,
        "complaints/complaints.html",
        form=form,
        which=which,
        queues=QUEUES,
        complaints=[(one, queries.kind_name(one.kind)) for one in found.rows],
        next=found.next,
        asked_for=kept.urlencode(),
        narrowed_by=plain.urlencode(),
        may_export=bool(extent_of(queries.EXPORT, by=asked.member)),
        may_open=bool(extent_of("complaints.open", by=asked.member)),
    )


@require_POST
def register(request: HttpRequest) -> HttpResponseBase:
    """The register of what the list shows, as a CSV file; the journal keeps who took it."""
    asked = cast(TeamRequest, request)
    must_hold(asked, SEE)
    which = FilterForm(request.POST, by=asked.member).wanted(request.POST.get("queue", "all"))
    rows = narrowed(which, for_=asked.member)
    outcome = ask(asked, ExportRegister(rows=rows.count()), said=str(_("The register is exported.")))
    if not isinstance(outcome, Done):
        return redirect("complaints")
    # A spreadsheet takes it for UTF-8 only by this mark.
    lines = (line.encode() for line in ("\ufeff", *registers.lines(rows)))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="complaints-{now():%Y-%m-%d}.csv"'
    return answer
