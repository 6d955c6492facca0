"""Files of a chat, both ways. A page gets and gives them with its token; no address opens one by itself."""

from typing import Any, Final
from urllib.parse import quote

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from liaison.channels.chat import errors, queries, rules
from liaison.files import actions as files
from liaison.files.queries import served
from liaison.kit.errors import Invalid
from liaison.kit.pace import PACES, Pace
from liaison.tickets.words import Enclosed
from liaison.widget.doors import Known, visitor

ATTACHING: Final = Pace(30, 600)  # One visitor.
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
MB: Final = 2**20
SALT: Final = "chat file"
KEPT_SECONDS: Final = 24 * 3600


@visitor("POST")
def attach(asked: Known) -> dict[str, Any]:
    """Keep a file which the visitor is about to send; the answer names it for `say`."""
    if asked.visitor.blocked_at:
        raise errors.Blocked
    if not PACES.takes("attach", asked.visitor.handle, ATTACHING):
        raise errors.TooMany
    given = asked.request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        raise Invalid(field="file", problem="a file is wanted")
    if (given.size or 0) > rules.LARGEST_MB * MB:
        raise errors.TooLarge(most=rules.LARGEST_MB)
    content = given.read()
    name = rules.file_name(given.name or "")
    known = [files.keep(content), name, rules.file_type(given.content_type or ""), len(content)]
    return {"file": signing.dumps([asked.visitor.handle, *known], salt=SALT, compress=True)}


def enclosed(asked: Known) -> tuple[Enclosed, ...]:
    """The files which a page names, all of them brought by this very visitor. Raises Invalid."""
    named = asked.said.get("files", [])
    if not isinstance(named, list) or len(named) > rules.FILES:
        raise errors.TooManyFiles(most=rules.FILES)
    return tuple(_enclosed(one, asked.visitor.handle) for one in named)


def _enclosed(named: object, handle: str) -> Enclosed:
    try:
        whose, sha256, name, type_, size = signing.loads(str(named), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature as forged:
        raise Invalid(field="files", problem="a file that was attached here is wanted") from forged
    if whose != handle:
        raise Invalid(field="files", problem="a file that was attached here is wanted")
    return Enclosed(sha256, name, type_, size)


@visitor("POST")
def file(asked: Known) -> HttpResponse:
    """A file of the chat. Only pictures say what they are; nothing of it can run on anybody's page.

    Raises Held, Infected and NotChecked where a scanner looks into files.
    """
    found = queries.file_of(asked.number("id"), chat=asked.chat, visitor=asked.visitor)
    type_ = found.type if found.type in PICTURES else "application/octet-stream"
    answer = HttpResponse(content_type=type_)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Liaison-File"] = quote(str(served(found.blob_id)))
    return answer
