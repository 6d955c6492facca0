"""Configuration → Import: files, which column is what, a dry run, the run, and what became of it."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liaison.api import queries
from liaison.api.commands import (
    BeginImport,
    DiscardImport,
    ForgetMapping,
    Handed,
    KeepMapping,
    MapImport,
    RunImport,
    StopImport,
    TryImport,
)
from liaison.api.importing import forms, labels, toml
from liaison.api.importing.entities import ENTITIES
from liaison.api.importing.laying import laid_out
from liaison.api.importing.mapping import parse
from liaison.api.importing.previewing import preview
from liaison.api.importing.refusals import NoMapping
from liaison.api.importing.shown import (
    charsets,
    delimiters,
    parts,
    places_of,
    rejected,
    rejected_rows,
    seen_take,
    suggested,
    sums,
    who,
)
from liaison.api.models import Intake
from liaison.authority.actions import perform
from liaison.authority.words import Command, Done
from liaison.files.actions import bring
from liaison.kit.cells import as_csv
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.pages import show
from liaison.kit.sayings import said
from liaison.team.asking import ask, tell
from liaison.team.requests import TeamRequest

Told = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """What was imported, and a form for what shall be."""
    asked = cast(TeamRequest, request)
    rows = list(queries.intakes(for_=asked.member)[:50])
    kept, problem = list(queries.kept_mappings(for_=asked.member)), ""
    if request.method == "POST":
        answer, problem = _begin(asked)
        if answer:
            return answer
    context = {
        "rows": [(one, sums(one)) for one in rows],
        "who": who({one.created_by for one in rows}),
        "mappings": kept,
        "choices": [(str(one.pk), one.name) for one in kept],
        "problem": problem,
        "source": request.POST.get("source", ""),
    }
    return show(request, "api/imports.html", status=422 if problem else 200, **context)


def _begin(request: TeamRequest) -> tuple[HttpResponse | None, str]:
    """Prepare an import of the files that were handed in, or say why not."""
    files = [one for one in request.FILES.getlist("files") if one.size]
    if not files or not request.POST.get("source", "").strip():
        return None, _("Choose the files, and say from which system they come.")
    try:
        mapping = _given_mapping(request)
    except Refusal as no:
        return None, no.sentence
    handed = [Handed(sha256=bring(one.read(), by=request.member.ref), name=one.name or "") for one in files]
    outcome = perform(
        BeginImport(source=request.POST["source"], files=handed, mapping=mapping), by=request.member
    )
    if not isinstance(outcome, Done):
        return None, getattr(outcome, "reason", "")
    intake = queries.find_intake(outcome.result["intake"], for_=request.member)
    if not mapping:
        _guess(request, intake)
    return redirect("import", intake_id=intake.pk), ""


def _given_mapping(request: TeamRequest) -> Told:
    """The mapping that was handed in or chosen, or an empty one. Raises NoMapping and what is wrong with it."""
    one = request.FILES.get("mapping")
    if one is not None and one.size:
        return read_mapping(one.name or "", one.read())
    kept = request.POST.get("kept", "")
    found = (
        queries.kept_mappings(for_=request.member).filter(pk=int(kept)).first() if kept.isdigit() else None
    )
    return dict(found.mapping) if found else {}


def read_mapping(name: str, content: bytes) -> Told:
    """A mapping as the file which the command line reads. Raises NoMapping and what is wrong with it."""
    try:
        text = content.decode("utf-8-sig")
        made: Told = json.loads(text) if name.lower().endswith(".json") else tomllib.loads(text)
        parse(made)
    except (ValueError, RecursionError, AttributeError) as no:
        raise NoMapping(why=str(no)) from no
    return made


def _guess(request: TeamRequest, intake: Intake) -> None:
    """Propose a mapping; whoever looks at it mends it."""
    try:
        perform(MapImport(intake=intake.pk, mapping=suggested(intake)), by=request.member)
    except Refusal as no:
        messages.error(request, no.sentence)


@require_safe
def intake(request: HttpRequest, intake_id: int) -> HttpResponse:
    """One import: its parts, what a dry run found, how far it is."""
    asked = cast(TeamRequest, request)
    found = queries.find_intake(intake_id, for_=asked.member)
    context: Told = {
        "intake": found,
        "files": queries.files_of(found),
        "parts": parts(found),
        "entities": [(name, labels.entity(name)) for name in ENTITIES],
        "label": labels.entity,
        "tried": sums(found, "tried"),
        "sums": sums(found),
        "problem": said(found.problem),
        "rejects": rejected(found, most=10),
        "who": who({found.created_by, found.begun_by}),
        "places": places_of(found) if not found.is_at_work else [],
    }
    if request.GET.get("part") == "state":
        return show(request, "api/import.html#state", **context)
    return show(request, "api/import.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, intake_id: int, take: int) -> HttpResponse:
    """One part of the mapping: which column is which field. With `preview` only what is read with it so far."""
    asked = cast(TeamRequest, request)
    found = queries.find_intake(intake_id, for_=asked.member)
    seen = seen_take(found, take)
    problem = ""
    if request.method == "POST":
        given = {name: str(value) for name, value in request.POST.items()}
        try:
            seen.take = forms.said(seen.take, given, seen.columns)
            if "preview" not in given:
                return _keep_take(asked, found, take, seen.take)
        except Refusal as no:
            problem = no.sentence
    context: Told = {
        "intake": found, "number": take, "take": seen.take, "label": labels.entity, "form": seen.form,
        "names": forms.mapped(seen.take), "heads": _heads(seen.take),
        "lines": forms.lines(seen.take, seen.columns), "options": forms.options(seen.columns),
        "changed": {name for name in ENTITIES[seen.take["entity"]].fields if _is_changed(request, name)},
        "zones": seen.zones, "charsets": charsets(), "delimiters": delimiters(),
        **_previewed(found, seen.take, problem),
    }  # fmt: skip
    block = "#preview" if "preview" in request.POST else ""
    return show(
        request, f"api/import_part.html{block}", status=422 if problem and not block else 200, **context
    )


def _is_changed(request: HttpRequest, name: str) -> bool:
    """Whether another column is chosen than the one whose values stand beside."""
    return request.POST.get(f"how-{name}", "") != request.POST.get(f"shown-{name}", "")


def _heads(take: Mapping[str, Any]) -> list[Any]:
    return [(_("Row"), "number"), *(labels.field(name) for name in forms.mapped(take))]


def _previewed(intake: Intake, take: Mapping[str, Any], problem: str) -> Told:
    if problem:
        return {"rows": [], "problem": problem}
    try:
        with laid_out(intake) as files:
            path = next((one for one in files if one.name == take.get("file")), None) or files[0]
            return {"rows": preview(intake.source, take, path), "problem": ""}
    except Refusal as no:
        return {"rows": [], "problem": no.sentence}


def _keep_take(request: TeamRequest, intake: Intake, number: int, take: Told) -> HttpResponse:
    takes = list(intake.mapping.get("take", ()))
    takes[number] = take
    ask(request, MapImport(intake=intake.pk, mapping={**intake.mapping, "take": takes}), said=_("Saved."))
    return redirect("import", intake_id=intake.pk)


@require_POST
def add_part(request: HttpRequest, intake_id: int) -> HttpResponse:
    """One part more: an entity out of a place of a file, with what can be guessed of it; then its form."""
    asked = cast(TeamRequest, request)
    found = queries.find_intake(intake_id, for_=asked.member)
    place, entity = request.POST.get("place", ""), request.POST.get("entity", "")
    made = next((one.take(entity) for one in places_of(found) if one.key == place), None)
    if made is None or entity not in ENTITIES:
        raise NotFound
    takes = [*found.mapping.get("take", ()), made]
    outcome = perform(MapImport(intake=found.pk, mapping={**found.mapping, "take": takes}), by=asked.member)
    if not isinstance(outcome, Done):
        tell(request, outcome, said="")
        return redirect("import", intake_id=found.pk)
    return redirect("import-part", intake_id=found.pk, take=len(takes) - 1)


@require_POST
def remove_part(request: HttpRequest, intake_id: int, take: int) -> HttpResponse:
    """One part less."""
    asked = cast(TeamRequest, request)
    found = queries.find_intake(intake_id, for_=asked.member)
    takes = [one for at, one in enumerate(found.mapping.get("take", ())) if at != take]
    ask(asked, MapImport(intake=found.pk, mapping={**found.mapping, "take": takes}), said=_("Removed."))
    return redirect("import", intake_id=found.pk)


def _ask(request: HttpRequest, command: Command, intake_id: int, *, said: str) -> HttpResponse:
    asked = cast(TeamRequest, request)
    queries.find_intake(intake_id, for_=asked.member)
    ask(asked, command, said=said)
    return redirect("import", intake_id=intake_id)


@require_POST
def try_import(request: HttpRequest, intake_id: int) -> HttpResponse:
    """Try it."""
    return _ask(
        request, TryImport(intake=intake_id), intake_id, said=_("It is being tried; nothing is changed.")
    )


@require_POST
def run_import(request: HttpRequest, intake_id: int) -> HttpResponse:
    """Run it."""
    return _ask(request, RunImport(intake=intake_id), intake_id, said=_("The import has begun."))


@require_POST
def stop_import(request: HttpRequest, intake_id: int) -> HttpResponse:
    """Have it end."""
    return _ask(
        request,
        StopImport(intake=intake_id),
        intake_id,
        said=_("It stops after the rows that are under way."),
    )


@require_POST
def discard_import(request: HttpRequest, intake_id: int) -> HttpResponse:
    """Forget it."""
    queries.find_intake(intake_id, for_=cast(TeamRequest, request).member)
    ask(cast(TeamRequest, request), DiscardImport(intake=intake_id), said=_("Discarded. What came in stays."))
    return redirect("imports")


@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, intake_id: int) -> HttpResponse:
    """The mapping: as the file which the command line reads; posted, it is kept under a name or read from a file."""
    asked = cast(TeamRequest, request)
    found = queries.find_intake(intake_id, for_=asked.member)
    if request.method != "POST":
        answer = HttpResponse(toml.written(found.mapping), content_type="application/toml; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="mapping.toml"'
        return answer
    if "title" in request.POST:
        said = _("Kept. Choose it when you import the next files of this kind.")
        ask(asked, KeepMapping(title=request.POST["title"], mapping=found.mapping), said=said)
    else:
        try:
            ask(asked, MapImport(intake=found.pk, mapping=_given_mapping(asked)), said=_("Taken over."))
        except Refusal as no:
            messages.error(request, no.sentence)
    return redirect("import", intake_id=found.pk)


@require_POST
def forget_mapping(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Keep a mapping no longer."""
    if not queries.kept_mappings(for_=cast(TeamRequest, request).member).filter(pk=mapping_id).exists():
        raise NotFound
    ask(cast(TeamRequest, request), ForgetMapping(mapping=mapping_id), said=_("Forgotten."))
    return redirect("imports")


@require_safe
def rejects(request: HttpRequest, intake_id: int) -> HttpResponse:
    """The rows that were turned away, with the reason, as a file."""
    found = queries.find_intake(intake_id, for_=cast(TeamRequest, request).member)
    if found.rejects_id is None:
        raise NotFound
    heads = [_("File"), _("Row"), _("Kind of record"), _("Column"), _("Reason"), _("The record itself")]
    return as_csv(heads, rejected_rows(found), name=f"rejected-{found.pk}")
