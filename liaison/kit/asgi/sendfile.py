"""Files leave without a thread: a view checks the permission and names the file, the dispatcher sends it.

return HttpResponse(content_type=blob.type, headers={"X-Liaison-File": quote(str(path)), "ETag": etag})

The path is percent-encoded, since a header carries no letters beyond Latin and a data directory may have them.
"""

import logging
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from liaison.kit.asgi.errors import Lost
from liaison.kit.asgi.words import Answer, Headers, Piece, Scope, first, without

log = logging.getLogger(__name__)

FILE_HEADER: Final = b"x-liaison-file"
_RANGE: Final = re.compile(rb"bytes=(\d{0,18})-(\d{0,18})$")


def file_answer(answer: Answer, scope: Scope, *, root: Path) -> Answer:
    """Return the answer with the named file, or the part of it that was asked for, as its body.

    root: files outside this directory are never sent, whatever the header says.
    Raises Lost when there is no such file.
    """
    path = Path(unquote((answer.header(FILE_HEADER) or b"").decode("latin-1")))
    headers = without(answer.headers, FILE_HEADER, b"content-length", b"accept-ranges")
    if _unchanged(headers, scope):
        return Answer(304, without(headers, b"content-type", b"content-disposition"))
    piece = _open(path, root=root)
    asked = _asked(headers, scope, size=piece.length)
    if asked is None:
        return _sized(answer.status, headers, piece)
    start, end = asked
    if start >= end:
        piece.file.close()
        return Answer(
            416, [*headers, (b"content-range", b"bytes */%d" % piece.length), (b"content-length", b"0")]
        )
    headers.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, piece.length)))
    return _sized(206, headers, Piece(piece.file, start, end - start))


def _sized(status: int, headers: Headers, piece: Piece) -> Answer:
    more = [(b"accept-ranges", b"bytes"), (b"content-length", b"%d" % piece.length)]
    return Answer(status, headers + more, piece)


def _open(path: Path, *, root: Path) -> Piece:
    real = path.resolve()
    if not real.is_relative_to(root.resolve()) or not real.is_file():
        log.error("a view wanted to send %s, which is no file below %s", path, root)
        raise Lost
    file = real.open("rb")
    return Piece(file, 0, file.seek(0, 2))


def _unchanged(headers: Headers, scope: Scope) -> bool:
    known, etag = first(scope["headers"], b"if-none-match"), first(headers, b"etag")
    return bool(known and etag) and _bare(etag or b"") in {_bare(tag) for tag in (known or b"").split(b",")}


def _bare(etag: bytes) -> bytes:
    return etag.strip().removeprefix(b"W/")


def _asked(headers: Headers, scope: Scope, *, size: int) -> tuple[int, int] | None:
    """Return the first byte asked for and the one after the last; nothing when all is to be sent."""
    found = _RANGE.match(first(scope["headers"], b"range") or b"")
    condition = first(scope["headers"], b"if-range")
    if not found or (condition and condition != first(headers, b"etag")):
        return None
    low, high = found.groups()
    if not low:
        return (max(0, size - int(high)), size) if high else None
    end = min(int(high) + 1, size) if high else size
    # A range that runs backwards is not a range at all, and the whole file is right (RFC 9110 §14.1.1).
    return (int(low), end) if not high or int(high) >= int(low) else None
