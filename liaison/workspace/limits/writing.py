"""Configuration → Rules: writing, changing and ending a rule, tried before it is saved."""

from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.authority import catalogue
from liaison.authority.models import Rule
from liaison.authority.queries import RULES, find_rule
from liaison.authority.words import Done
from liaison.kit.errors import Refusal
from liaison.kit.ids import id_in
from liaison.kit.money import major
from liaison.kit.pages import show
from liaison.team.asking import ask, must_hold, submit
from liaison.team.requests import TeamRequest
from liaison.workspace.limits.drafting import RuleForm
from liaison.workspace.limits.known import command_called, grouped
from liaison.workspace.limits.reading import choices
from liaison.workspace.limits.showing import EFFECTS, KINDS
from liaison.workspace.limits.trying import example_of, replayed, tried_on

DAYS: Final = (7, 30, 90, 365)


@require_http_methods(["GET", "HEAD", "POST"])
def write_rule(request: HttpRequest) -> HttpResponse:
    """Write a rule; `?about=` names the command it begins with."""
    asked = cast(TeamRequest, request)
    must_hold(asked, RULES)
    return _edit(asked, RuleForm(request.POST or None, about=request.GET.get("about", "")))


@require_http_methods(["GET", "HEAD", "POST"])
def change_rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Write another version of a rule."""
    asked = cast(TeamRequest, request)
    must_hold(asked, RULES)
    found = find_rule(rule_id)
    return _edit(asked, RuleForm(request.POST or None, rule=found))


@require_POST
def end_rule(request: HttpRequest, rule_id: int) -> HttpResponse:
    """End a rule now."""
    asked = cast(TeamRequest, request)
    must_hold(asked, RULES)
    ask(asked, catalogue.make("authority.end_rule", {"rule": rule_id}), said=_("The rule is ended."))
    return redirect("rule", rule_id)


def _edit(request: TeamRequest, form: RuleForm) -> HttpResponse:
    do = request.POST.get("do", "") if request.method == "POST" else ""
    valid = bool(do) and form.is_valid()
    if (
        do == "save"
        and valid
        and (outcome := submit(request, form, _command(form), said=_("The rule is saved.")))
    ):
        return redirect("rule", outcome.result["rule"]) if isinstance(outcome, Done) else redirect("rules")
    tried: dict[str, Any] = _tried(request, form, do if valid else "")
    page = "workspace/limits/write.html"
    if do == "rows" and request.headers.get("HX-Request"):
        page += "#condition"
    return show(request, page, status=422 if do == "save" else 200, **_shown(form), **tried)


def _command(form: RuleForm) -> Any:
    wished = form.wished()
    if form.rule:
        return catalogue.make("authority.change_rule", wished | {"rule": form.rule.pk})
    said = form.cleaned_data
    return catalogue.make("authority.create_rule", wished | {"key": said["key"], "command": said["about"]})


def _shown(form: RuleForm) -> dict[str, Any]:
    rule: Rule | None = form.rule
    return {
        "form": form,
        "rule": rule,
        "called": command_called(form.command),
        "facts": grouped(form.known),
        "comparisons": lambda fact: choices(fact.type if fact else None),
    }


def _tried(request: TeamRequest, form: RuleForm, do: str) -> dict[str, Any]:
    """What became of the example, or of the past."""
    given = request.POST if request.method == "POST" else {}
    examples = example_of(form.command, form.written, form.known, given, for_=request.member)
    kind = str(given.get("try-kind", "human"))
    role = str(given.get("try-role", form.initial.get("role") or "representative"))
    days = id_in(str(given.get("days", ""))) or DAYS[1]
    found: dict[str, Any] = {"answered": None, "past": None, "trouble": ""}
    try:
        if do == "try":
            found["answered"], examples = tried_on(form.draft(), examples, kind=kind, role=role)
        if do == "replay":
            found["past"] = replayed(form.draft(), days=min(days, DAYS[-1]))
    except Refusal as no:
        found["trouble"] = no.sentence
    return found | {
        "examples": examples,
        "kinds": list(KINDS.items()),
        "kind": kind,
        "role": role,
        "days": days,
        "spans": [(many, _("%(count)s days") % {"count": many}) for many in DAYS],
        "effects": EFFECTS,
        "major": major,
    }
