"""Configuration → Complaints: kinds with their deadlines, and where customers can turn."""

from typing import Any, cast

from babel.units import format_unit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liaison.complaints import fields, queries
from liaison.complaints.commands import DefineInstance, DefineKind
from liaison.complaints.models import Instance, Kind
from liaison.complaints.permissions import CONFIGURE
from liaison.complaints.words import Unit, Where
from liaison.kit.pages import show
from liaison.kit.text import locale
from liaison.team.asking import must_hold, submit
from liaison.team.requests import TeamRequest

_PLACES = ("acknowledge", "answer", "extend")


def _count(label: Any, *, least: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=1096, help_text=hint)


def _unit(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Unit.choices)


class KindForm(forms.Form):
    """A kind: its name, its deadlines, and where its customers can turn."""

    called = forms.CharField(label=_("Name"), max_length=80)
    acknowledge = _count(_("Acknowledge within"), least=1)
    acknowledge_unit = _unit(_("Unit"))
    answer = _count(_("Answer within"), least=1)
    answer_unit = _unit(_("Unit"))
    extend = _count(
        _("An extension adds at most"), least=0, hint=_("0: the time to answer cannot be extended.")
    )
    extend_unit = _unit(_("Unit"))
    instance = forms.TypedChoiceField(
        label=_("Where customers can turn"), required=False, coerce=int, empty_value=None,
        help_text=_("The final letter names it."),
    )  # fmt: skip
    retired = forms.BooleanField(label=_("Not offered any more"), required=False)

    def __init__(self, *args: Any, kind: Kind | None, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(one.pk, one.name) for one in queries.instances()]
        self.fields["instance"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        if kind is None:
            self.initial.update(
                {"acknowledge": 5, "acknowledge_unit": Unit.WORKING_DAYS, "answer": 30, "extend": 0}
            )
            return
        places = [place for one in _PLACES for place in (one, f"{one}_unit")]
        self.initial.update({place: getattr(kind, place) for place in places})
        self.initial.update(
            {
                "called": queries.kind_name(kind),
                "instance": kind.instance_id,
                "retired": bool(kind.retired_at),
            }
        )
        self.fields["called"].disabled = kind.key is not None


class InstanceForm(forms.Form):
    """Where customers can turn, as the final letter says it."""

    called = forms.CharField(label=_("Name"), max_length=200)
    where = forms.ChoiceField(label=_("What it is"), choices=Where.choices)
    reach = fields.lines(
        _("How to reach it"),
        needed=False,
        hint=_("Address, page, number: the letter says it as it stands here."),
    )
    within = forms.IntegerField(
        label=_("Months after the final answer"), required=False, min_value=1, max_value=36,
        help_text=_("In which they can turn there. Empty: the letter names no time."),
    )  # fmt: skip
    retired = forms.BooleanField(label=_("Not named any more"), required=False)


def period(count: int, unit: str) -> str:
    """A period in the reader's words: *8 weeks*, *15 working days*."""
    if unit == Unit.WORKING_DAYS:
        return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}
    return str(format_unit(count, f"duration-{unit.removesuffix('s')}", length="long", locale=locale()))


@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest) -> HttpResponse:
    """The kinds and the instances."""
    must_hold(cast(TeamRequest, request), CONFIGURE)
    kinds = [(one, queries.kind_name(one)) for one in queries.all_kinds()]
    return show(
        request, "complaints/kinds.html", kinds=kinds, instances=queries.all_instances(), period=period
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, kind_id: int | None = None) -> HttpResponse:
    """One kind, to be laid down or changed."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.any_kind(kind_id) if kind_id is not None else None
    form = KindForm(_posted(request), kind=found)
    if form.is_bound and form.is_valid():
        command = DefineKind(kind=kind_id, **form.cleaned_data)
        if submit(asked, form, command, said=gettext("Saved.")):
            return redirect("complaint-kinds")
    title = queries.kind_name(found) if found else gettext("A kind of complaint")
    return _shown(
        request, form, title=title, there="complaint-kind" if found else "define-complaint-kind", id_=kind_id
    )


@require_http_methods(["GET", "HEAD", "POST"])
def instance(request: HttpRequest, instance_id: int | None = None) -> HttpResponse:
    """One instance, to be laid down or changed."""
    asked = cast(TeamRequest, request)
    must_hold(asked, CONFIGURE)
    found = queries.any_instance(instance_id) if instance_id is not None else None
    form = InstanceForm(_posted(request), initial=_known(found))
    if form.is_bound and form.is_valid():
        command = DefineInstance(instance=instance_id, **form.cleaned_data)
        if submit(asked, form, command, said=gettext("Saved.")):
            return redirect("complaint-kinds")
    title = found.name if found else gettext("Where customers can turn")
    return _shown(
        request, form, title=title, there="instance" if found else "define-instance", id_=instance_id
    )


def _known(instance: Instance | None) -> dict[str, Any]:
    if instance is None:
        return {}
    known = {name: getattr(instance, name) for name in ("where", "reach", "within")}
    return known | {"called": instance.name, "retired": instance.retired_at is not None}


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _shown(
    request: HttpRequest, form: forms.Form, *, title: str, there: str, id_: int | None
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return show(request, "complaints/define.html", status=status, form=form, title=title, there=there, id=id_)
