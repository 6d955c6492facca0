"""What was sent, as it was sent: how it looked, the raw mail, the files; never as something that could run here."""

from collections.abc import Mapping
from urllib.parse import quote

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from liaison.channels.email.reading.clean import clean_html
from liaison.channels.models import Parcel
from liaison.channels.queries import raw_of
from liaison.files.queries import served
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.pages import show
from liaison.tickets import queries
from liaison.tickets.models import Message
from liaison.workspace.words import member_of

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
POLICY = {
    "default-src": ["'none'"],
    "img-src": ["'self'", "data:"],
    "style-src": ["'unsafe-inline'"],
    # Scripts stay forbidden; with our own origin its pictures come with the session, and the page may measure it.
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
    "frame-ancestors": ["'self'"],
}


@csp_replace(POLICY)  # type: ignore[arg-type]
@xframe_options_sameorigin
def original(request: HttpRequest, message: int) -> HttpResponse:
    """The mail as its sender made it look, in a sandbox, without what could run or call home."""
    found = queries.find_message(message, for_=member_of(request))
    html = clean_html(found.html, cid_urls=_pictures(found)) if found.html else ""
    return show(request, "workspace/original.html", message=found, html=html)


def _pictures(message: Message) -> Mapping[str, str]:
    rows = message.attachments.exclude(content_id="").values_list("content_id", "id")
    return {cid: reverse("attachment", kwargs={"attachment": id_}) + "?shown" for cid, id_ in rows}


def raw(request: HttpRequest, message: int) -> HttpResponse:
    """The raw thing as it came in, to be saved."""
    found = queries.find_message(message, for_=member_of(request))
    parcel = Parcel.objects.filter(pk=found.parcel).first() if found.parcel else None
    if parcel is None:
        raise NotFound
    name, mail = f"{found.ticket.number}-{found.pk}.eml", "message/rfc822"
    if parcel.blob_id is None:
        return _as_file(HttpResponse(raw_of(parcel)), name=name, type_=mail)
    return _saved(parcel.blob_id, name=name, type_=mail)


def attachment(request: HttpRequest, attachment: int) -> HttpResponse:
    """A file of a message, for whoever may see its ticket; pictures may be shown, all else is saved."""
    found = queries.find_attachment(attachment, for_=member_of(request))
    picture = found.type if found.type in PICTURES else ""
    shown = bool(picture) and "shown" in request.GET
    return _saved(found.blob_id, name=found.name, type_=picture or "application/octet-stream", shown=shown)


def _saved(sha256: str, *, name: str, type_: str, shown: bool = False) -> HttpResponse:
    try:
        path = served(sha256)
    except Refusal as no:
        return HttpResponse(no.sentence, status=409, content_type="text/plain; charset=utf-8")
    answer = _as_file(HttpResponse(), name=name, type_=type_, shown=shown)
    answer["X-Liaison-File"] = quote(str(path))
    return answer


def _as_file(answer: HttpResponse, *, name: str, type_: str, shown: bool = False) -> HttpResponse:
    """The answer as a file which the browser keeps, and in which nothing runs."""
    answer["Content-Type"] = type_
    how = "inline" if shown else "attachment"
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    return answer
