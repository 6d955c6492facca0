"""Configuration → Departments, and → Brands."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority.queries import extent_of
from liaison.kit.pages import show
from liaison.team import queries
from liaison.team.asking import ask, must_hold, submit
from liaison.team.commands import (
    ChangeBrand,
    ChangeDepartment,
    CloseDepartment,
    CreateBrand,
    CreateDepartment,
    ReopenDepartment,
)
from liaison.team.forms.company import BrandForm, DepartmentForm
from liaison.team.forms.own import OWN_NAMES
from liaison.team.requests import TeamRequest


def _everywhere(request: TeamRequest) -> bool:
    return extent_of(queries.CONFIGURE, by=request.member).everywhere


@require_http_methods(["GET", "HEAD"])
def departments(request: HttpRequest) -> HttpResponse:
    """All departments, closed ones last."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    found = queries.all_departments()
    return show(request, "team/departments.html", departments=found, may_create=_everywhere(asked))


@require_http_methods(["GET", "HEAD", "POST"])
def create_department(request: HttpRequest) -> HttpResponse:
    """Open a department."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    form = DepartmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = _("The department %(name)s is open.") % {"name": form.cleaned_data["title"]}
        if submit(asked, form, CreateDepartment(**form.cleaned_data), said=said):
            return redirect("departments")
    return _shown(request, "team/department.html", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def department(request: HttpRequest, department_id: int) -> HttpResponse:
    """One department."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    found = queries.find_department(department_id)
    form = DepartmentForm(request.POST if request.method == "POST" else None, department=found)
    if request.method == "POST" and form.is_valid():
        command = ChangeDepartment(department=found.pk, **form.cleaned_data)
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("departments")
    return _shown(request, "team/department.html", form=form, department=found)


@require_POST
def close_department(request: HttpRequest, department_id: int) -> HttpResponse:
    """Have a department take nothing new."""
    ask(
        cast(TeamRequest, request),
        CloseDepartment(department=department_id),
        said=_("The department is closed."),
    )
    return redirect("department", department_id)


@require_POST
def reopen_department(request: HttpRequest, department_id: int) -> HttpResponse:
    """Have a closed department take matters again."""
    ask(
        cast(TeamRequest, request),
        ReopenDepartment(department=department_id),
        said=_("The department is open again."),
    )
    return redirect("department", department_id)


@require_http_methods(["GET", "HEAD"])
def brands(request: HttpRequest) -> HttpResponse:
    """All brands."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    return show(
        request,
        "team/brands.html",
        brands=queries.brands(),
        languages=OWN_NAMES,
        may_create=_everywhere(asked),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def create_brand(request: HttpRequest) -> HttpResponse:
    """Make a brand."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    form = BrandForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = _("The brand %(name)s is made.") % {"name": form.cleaned_data["title"]}
        if submit(asked, form, CreateBrand(**form.cleaned_data), said=said):
            return redirect("brands")
    return _shown(request, "team/brand.html", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: HttpRequest, brand_id: int) -> HttpResponse:
    """One brand."""
    asked = cast(TeamRequest, request)
    must_hold(asked, queries.CONFIGURE)
    found = queries.find_brand(brand_id)
    present = {"title": found.name, "language": found.language, "colour": found.colour}
    form = BrandForm(request.POST if request.method == "POST" else None, initial=present)
    if request.method == "POST" and form.is_valid():
        command = ChangeBrand(brand=found.pk, **form.cleaned_data)
        if submit(asked, form, command, said=_("Saved.")):
            return redirect("brands")
    return _shown(request, "team/brand.html", form=form, brand=found)


def _shown(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return show(request, template, status=422 if request.method == "POST" else 200, **context)
