"""Files of messages: always as downloads, never as something that could run here."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from liaison.files.queries import path_of
from liaison.tickets import queries
from liaison.workspace.words import member_of

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def attachment(request: HttpRequest, attachment: int) -> HttpResponse:
    """A file of a message, for whoever may see its ticket; pictures may be shown, all else is saved."""
    found = queries.find_attachment(attachment, for_=member_of(request))
    as_ = "inline" if found.type in SHOWN and "shown" in request.GET else "attachment"
    answer = HttpResponse(content_type=found.type if found.type in SHOWN else "application/octet-stream")
    answer["Content-Disposition"] = f"{as_}; filename*=UTF-8''{quote(found.name)}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["X-Liaison-File"] = str(path_of(found.blob_id))
    return answer
