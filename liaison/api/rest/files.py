"""Files in and out."""

from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.http import content_disposition_header
from ninja import Router

from liaison.api.errors import NoFile, NotUnderstood, TooLarge
from liaison.api.rest import shapes
from liaison.api.rest.bodies import answer
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import downloads, uploads
from liaison.files.actions import bring
from liaison.files.queries import served
from liaison.kit.errors import Invalid, NotFound
from liaison.tickets import queries

router = Router(tags=["attachments"], auth=Bearer("tickets"))
MOST = 25 * 2**20
"""Bytes of one file: what the mail servers of most receivers take."""


class UploadedShape(shapes.Shape):
    """A file whose bytes are kept; these words go into the `files` of a command. size: bytes."""

    sha256: str
    name: str
    type: str
    size: int


@router.post("/attachments", summary="Upload a file", auth=Bearer(None), **uploads(UploadedShape))
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a file, to be enclosed in a reply or a note. What no message refers to within a week is swept."""
    if request.content_type != "multipart/form-data":
        raise NoFile
    given = _file(request)
    if given.size > MOST:
        raise TooLarge(most=MOST)
    name = (given.name or "").strip()[:255]
    if not name or not name.isprintable():
        raise Invalid(field="file", problem="needs a printable file name")
    said = {
        "sha256": bring(given.read(), by=caller(request).member.ref),
        "name": name,
        "type": (given.content_type or "application/octet-stream")[:120],
        "size": given.size,
    }
    return answer(said, status=201)


def _file(request: HttpRequest) -> Any:
    try:
        given = request.FILES.get("file")
    except (RequestDataTooBig, TooManyFilesSent) as big:
        raise TooLarge(most=MOST) from big
    except MultiPartParserError as wrong:
        raise NotUnderstood(why=wrong) from wrong
    if given is None:
        raise Invalid(field="file", problem="must be sent as a part of this name")
    return given


@router.get("/attachments/{int:attachment}", summary="Download a file", **downloads())
def download(request: HttpRequest, attachment: int) -> HttpResponse:
    """The bytes of a message's file, always as a download: nothing a customer sent is ever opened in place."""
    row = queries.find_attachment(attachment, for_=caller(request).member)
    path = served(row.blob_id)
    if not path.is_file():
        raise NotFound
    return HttpResponse(
        content_type=row.type if row.type.isprintable() and "/" in row.type else "application/octet-stream",
        headers={
            "X-Liaison-File": quote(str(path)),
            "ETag": f'"{row.blob_id}"',
            "Content-Disposition": content_disposition_header(True, row.name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        },
    )
