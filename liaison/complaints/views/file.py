"""The page of one complaint: its file, everything that is done to it, and its letter."""

from typing import Any, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liaison.complaints import letters, queries
from liaison.complaints.forms import ACTS, ActForm, EvidenceForm, LetterForm
from liaison.complaints.models import Complaint, Instance
from liaison.complaints.shown import shown
from liaison.files.actions import bring
from liaison.files.queries import served
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.kit.text import language_name
from liaison.team.asking import submit
from liaison.team.requests import TeamRequest
from liaison.tickets.words import Enclosed

FILE_LIMIT = 25 * 2**20


@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest, complaint: int) -> HttpResponse:
    """The file of a complaint; `part` asks for what changes in it, after news."""
    asked = cast(TeamRequest, request)
    found = queries.find_number(complaint, for_=asked.member)
    if request.GET.get("part") == "file":
        return show(request, "complaints/file.html", **shown(found, for_=asked.member))
    return _page(asked, found)


def _page(
    request: TeamRequest, complaint: Complaint, *, wrong: tuple[str, ActForm] | None = None
) -> HttpResponse:
    """The whole page; wrong: the form that was refused, which is opened again with what was typed."""
    made = shown(complaint, for_=request.member)
    forms = {
        act: ACTS[act](complaint=complaint, by=request.member, auto_id=f"{act}-%s")
        for act in made["can"]
        if act in ACTS
    }
    if wrong:
        forms[wrong[0]] = wrong[1]
    language = language_name(queries.language_of(complaint))
    context = {"forms": forms, "open": wrong[0] if wrong else "", "their_language": language}
    return show(request, "complaints/complaint.html", status=422 if wrong else 200, **made, **context)


@require_POST
def do(request: HttpRequest, complaint: int, verb: str) -> HttpResponse:
    """Do something to a complaint; when it is refused the page comes back with what was typed."""
    asked = cast(TeamRequest, request)
    found = queries.find_number(complaint, for_=asked.member)
    if verb not in ACTS:
        raise NotFound
    form = ACTS[verb](request.POST, complaint=found, by=asked.member, auto_id=f"{verb}-%s")
    if _is_whole(asked, form) and submit(asked, form, form.command(), said=str(form.said)):
        return redirect("complaint", complaint=complaint)
    return _page(asked, queries.find_number(complaint, for_=asked.member), wrong=(verb, form))


def _is_whole(request: TeamRequest, form: ActForm) -> bool:
    if form.is_valid() and isinstance(form, EvidenceForm):
        form.enclosed = _enclosed(request, form)
    return form.is_valid()


def _enclosed(request: TeamRequest, form: ActForm) -> tuple[Enclosed, ...]:
    """The files that came along; one that is too large is an error of the form."""
    found = []
    for file in request.FILES.getlist("files"):
        name, type_ = str(file.name)[:255], str(file.content_type or "application/octet-stream")[:120]
        if (file.size or 0) > FILE_LIMIT:
            form.add_error(None, _("%(name)s is larger than 25 MB.") % {"name": name})
            continue
        found.append(Enclosed(bring(file.read(), by=request.member.ref), name, type_, file.size or 0))
    return tuple(found)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, complaint: int) -> HttpResponse:
    """The final answer: drafted from the file, read and changed by a human, then sent. `instance` drafts it anew."""
    asked = cast(TeamRequest, request)
    found = queries.find_number(complaint, for_=asked.member)
    made = shown(found, for_=asked.member)
    if "letter" not in made["can"]:
        return redirect("complaint", complaint=complaint)
    form = _letter_form(asked, found)
    if (
        request.method == "POST"
        and form.is_valid()
        and submit(asked, form, form.command(), said=str(form.said))
    ):
        return redirect("complaint", complaint=complaint)
    status = 422 if request.method == "POST" else 200
    language = language_name(queries.language_of(found))
    return show(request, "complaints/letter.html", status=status, form=form, their_language=language, **made)


def _letter_form(request: TeamRequest, complaint: Complaint) -> LetterForm:
    if request.method == "POST":
        return LetterForm(request.POST, complaint=complaint, by=request.member)
    named = _instance(request, complaint)
    draft = letters.final(complaint, by=request.member.name, instance=named)
    initial: dict[str, Any] = {"instance": named.pk if named else "", "text": draft}
    return LetterForm(complaint=complaint, by=request.member, initial=initial)


def _instance(request: TeamRequest, complaint: Complaint) -> Instance | None:
    """The one that was chosen, else the one of its kind."""
    if "instance" in request.GET:
        chosen = id_in(request.GET["instance"])
        return next((one for one in queries.instances() if one.pk == chosen), None)
    usual = complaint.kind.instance
    return usual if usual and usual.retired_at is None else None


@require_http_methods(["GET", "HEAD"])
def evidence(request: HttpRequest, evidence: int) -> HttpResponse:
    """A file that was added to a complaint, to be saved by whoever may see it."""
    found = queries.find_evidence(evidence, for_=cast(TeamRequest, request).member)
    try:
        path = served(found.blob_id or "")
    except Refusal as no:
        return HttpResponse(no.sentence, status=409, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Liaison-File"] = quote(str(path))
    return answer
