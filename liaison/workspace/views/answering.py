"""The composer's own views: send what was written, keep the draft, add and remove its files."""

import json
import secrets
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.models import Approval
from liaison.authority.words import Done, Outcome, Refused, Waiting
from liaison.files.actions import bring
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.ids import id_in
from liaison.team.models import Member
from liaison.tickets import queries
from liaison.tickets.history import Said, timeline
from liaison.tickets.models import Ticket
from liaison.workspace.ahead import address_of, ahead_of
from liaison.workspace.errors import FileTooLarge
from liaison.workspace.views import chats
from liaison.workspace.views.doing import answer_with
from liaison.workspace.views.ticket import both, page_with, said_on
from liaison.workspace.words import Told, abilities_of, draw, member_of
from liaison.workspace.writing import KINDS, Writing, begun

FILE_LIMIT = 25 * 2**20


@require_POST
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Send what stands in the composer: an answer, a note, or words to a third party."""
    ticket = queries.find_number(number, for_=member_of(request))
    kind = _kind(request)
    outcome = _take_files(request, ticket, kind) or _say(request, ticket, kind)
    if isinstance(outcome, Refused):
        return _refused(request, ticket, outcome)
    if not isinstance(outcome, Done):  # What was said is no draft any more; what waits is dropped by hand.
        _drop_draft(request, ticket, kind)
    return _sent(request, ticket, kind, outcome)


def _say(request: HttpRequest, ticket: Ticket, kind: str) -> Outcome:
    try:
        params, over = (
            _params(request, ticket, kind),
            chats.whispers(request, ticket) if kind == "note" else None,
        )
        if over is None:
            command = catalogue.make(f"tickets.{kind}", params)
        else:
            said = {name: params[name] for name in ("text", "attachments")}
            command = catalogue.make("chat.whisper", {"chat": over.pk} | said)
        return perform(command, by=member_of(request), key=request.POST.get("idempotency_key", ""))
    except NotFound:
        raise
    except Refusal as no:
        return Refused(reason=no.sentence, name=no.name)


def _kind(request: HttpRequest) -> str:
    kind = request.POST.get("kind", "reply")
    return kind if kind in KINDS else "reply"


def _params(request: HttpRequest, ticket: Ticket, kind: str) -> dict[str, Any]:
    draft = queries.draft(ticket, for_=member_of(request), kind=kind)
    files = queries.enclosed_in(draft) if draft else ()
    params: dict[str, Any] = {"ticket": ticket.pk, "text": request.POST.get("text", "").strip()}
    params["attachments"] = [vars(file) for file in files]
    if kind == "note":
        return params
    params |= {field: _addresses(request.POST.get(field, "")) for field in ("to", "cc")}
    if kind == "forward":
        return params | {"message": id_in(request.POST.get("message", ""))}
    return params | {
        "bcc": _addresses(request.POST.get("bcc", "")),
        "seen": id_in(request.POST.get("seen", "")),
        "resolve": request.POST.get("resolve") == "true",
    }


def _addresses(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def _refused(request: HttpRequest, ticket: Ticket, outcome: Refused) -> HttpResponse:
    """Say why, and keep what was typed.

    If somebody wrote meanwhile, show it: it counts as seen, so the next press sends, unless there is still more.
    """
    typed = _typed(request, ticket)
    news: list[Said] = []
    if outcome.name == "SomebodyWrote":
        ticket.refresh_from_db()
        news = _said_since(ticket, typed.seen, by=member_of(request))
        typed = replace(typed, seen=max([typed.seen, *(item.id for item in news)]))
    more: dict[str, Any] = {"writing": typed, "meanwhile": news, "refused": "" if news else outcome.reason}
    if request.headers.get("HX-Request"):
        return both(request, ticket, **more)
    return page_with(request, ticket, **more)


def _said_since(ticket: Ticket, seen: int, *, by: Member) -> list[Said]:
    said = (item for item in timeline(ticket).items if isinstance(item, Said))
    return [item for item in said if item.id > seen and item.direction != "note" and item.author != by.ref]


def _typed(request: HttpRequest, ticket: Ticket) -> Writing:
    kept = begun(ticket, for_=member_of(request))
    return Writing(
        kind=_kind(request),
        text=request.POST.get("text", ""),
        to=_addresses(request.POST.get("to", "")),
        cc=_addresses(request.POST.get("cc", "")),
        bcc=_addresses(request.POST.get("bcc", "")),
        files=kept.files,
        seen=id_in(request.POST.get("seen", "")) or 0,
        message=id_in(request.POST.get("message", "")),
        key=kept.key,
    )


def _sent(request: HttpRequest, ticket: Ticket, kind: str, outcome: Outcome) -> HttpResponse:
    """Go on: after an answer the next waiting ticket opens, with a way to take the answer back."""
    can = abilities_of(ticket)
    if can.exclusive and isinstance(outcome, Done) and request.headers.get("HX-Request"):
        return _said(request, ticket, kind)
    told = _told(kind, outcome, undo=can.undo)
    if not request.headers.get("HX-Request"):
        messages.success(request, told.words)
        return redirect("ticket", number=ticket.number)
    goes_on = kind == "reply" and isinstance(outcome, Done) and not can.exclusive
    ahead = ahead_of(request, ticket) if goes_on else None
    shown = queries.find_number((ahead or ticket).number, for_=member_of(request))
    answer = both(request, shown, told=told)
    if ahead:
        answer["HX-Push-Url"] = address_of(ahead, request)
    return answer


def _said(request: HttpRequest, ticket: Ticket, kind: str) -> HttpResponse:
    """In a chat one word follows another: the timeline shows what was said, and the composer is free for the next."""
    shown = queries.find_number(ticket.number, for_=member_of(request))
    answer = draw(request, "parts/timeline", ticket=shown, **said_on(request, shown, {}))
    answer["HX-Retarget"] = "#ticket-timeline"
    # Whoever watches goes on whispering; whoever left a note goes on answering.
    stays = kind == "note" and chats.stays_aside(request, shown)
    said = {
        "key": secrets.token_urlsafe(12),
        "seen": shown.last_message or 0,
        "kind": "note" if stays else "reply",
    }
    answer["HX-Trigger"] = json.dumps({"liaison:said": said})
    return answer


def _told(kind: str, outcome: Outcome, *, undo: bool) -> Told:
    if isinstance(outcome, Waiting):
        return Told(_("It waits for a release."), tone="news")
    if kind == "note":
        return Told(_("The note is kept."))
    message = outcome.result["message"] if isinstance(outcome, Done) else None
    if not undo:
        return Told(_("Sent."), seconds=2)
    return Told(_("Sent."), undo=message, seconds=max(settings.LIAISON["UNDO_SECONDS"], 4))


@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what is being written."""
    ticket = queries.find_number(number, for_=member_of(request))
    typed = _typed(request, ticket)
    kept = {"draft": typed.kind, "text": typed.text, "to": typed.to, "cc": typed.cc, "bcc": typed.bcc}
    outcome = _on_draft(request, ticket, "tickets.save_draft", kept | {"seen": typed.seen})
    return _no(outcome) if isinstance(outcome, Refused) else HttpResponse(status=204)


@require_POST
def add_files(request: HttpRequest, number: int) -> HttpResponse:
    """Add files to the draft; answer with all of its files, or with the reason why not."""
    ticket = queries.find_number(number, for_=member_of(request))
    if refused := _take_files(request, ticket, _kind(request)):
        return _no(refused)
    return draw(request, "parts/draft_files", ticket=ticket, writing=begun(ticket, for_=member_of(request)))


def _no(refused: Refused) -> HttpResponse:
    """A refusal as the composer shows it, beside what is being written."""
    return HttpResponse(refused.reason, status=409, content_type="text/plain; charset=utf-8")


@require_POST
def remove_file(request: HttpRequest, number: int, attachment: int) -> HttpResponse:
    """Take a file off the draft; answer with those that are left."""
    ticket = queries.find_number(number, for_=member_of(request))
    _on_draft(request, ticket, "tickets.remove_file", {"attachment": attachment})
    return draw(request, "parts/draft_files", ticket=ticket, writing=begun(ticket, for_=member_of(request)))


@require_POST
def release_edited(request: HttpRequest, approval: int) -> HttpResponse:
    """Release an answer with the words changed."""
    waiting = Approval.objects.filter(pk=approval).first()
    if waiting is None:
        raise NotFound
    changes = {"text": request.POST.get("text", "")}
    command = catalogue.make("authority.release", {"approval": approval, "changes": changes})
    return answer_with(request, perform(command, by=member_of(request)), said=_("Released."))


def _take_files(request: HttpRequest, ticket: Ticket, kind: str) -> Refused | None:
    """Add what was sent along to the draft; the first file that cannot be taken says why."""
    for upload in request.FILES.getlist("files"):
        if upload.size is None or upload.size > FILE_LIMIT:
            no = FileTooLarge(name=upload.name, megabytes=FILE_LIMIT // 2**20)
            return Refused(reason=no.sentence, name=no.name)
        content = upload.read()
        file = {
            "sha256": bring(content, by=member_of(request).ref),
            "name": (upload.name or "file")[:255],
            "type": (upload.content_type or "application/octet-stream")[:120],
            "size": len(content),
        }
        outcome = _on_draft(request, ticket, "tickets.add_file", {"draft": kind, "file": file})
        if isinstance(outcome, Refused):
            return outcome
    return None


def _drop_draft(request: HttpRequest, ticket: Ticket, kind: str) -> None:
    _on_draft(request, ticket, "tickets.save_draft", {"draft": kind, "text": "", "attachments": []})


def _on_draft(request: HttpRequest, ticket: Ticket, name: str, params: dict[str, Any]) -> Outcome:
    return perform(catalogue.make(name, {"ticket": ticket.pk} | params), by=member_of(request))
