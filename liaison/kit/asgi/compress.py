"""Text leaves compressed: what was compressed already (static files) and what is small stays as it is."""

import re
import secrets
import struct
import zlib
from typing import Final

from liaison.kit.asgi.words import Answer, Headers, Scope, first, without

SMALLEST: Final = 1024
_NAMED: Final = bytes((0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 255))  # Deflated, with a name, no time, any system.
LEVEL: Final = 3  # The next one takes a third longer and saves a twentieth.
TEXT: Final = re.compile(
    rb"text/(?:html|css|plain|csv|xml|javascript|calendar)|image/svg\+xml"
    rb"|application/(?:javascript|json|problem\+json|manifest\+json|xml|wasm)"
)
_REFUSED: Final = re.compile(rb"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


def compress(answer: Answer, scope: Scope) -> Answer:
    """Return the answer compressed, if it is text worth it and the browser takes gzip."""
    if not isinstance(answer.body, bytes) or not _worth_it(answer):
        return answer
    headers = _varying(answer.headers)
    accepted = first(scope["headers"], b"accept-encoding") or b""
    if b"gzip" not in accepted or _REFUSED.search(accepted):
        return Answer(answer.status, headers, answer.body)
    body = _gzip(answer.body)
    headers = [(k, _weak(v) if k == b"etag" else v) for k, v in without(headers, b"content-length")]
    headers += [(b"content-encoding", b"gzip"), (b"content-length", b"%d" % len(body))]
    return Answer(answer.status, headers, body)


def _worth_it(answer: Answer) -> bool:
    return (
        answer.length >= SMALLEST
        and answer.status not in {204, 206, 304}
        and answer.header(b"content-encoding") is None
        and TEXT.match(answer.header(b"content-type") or b"") is not None
    )


def _gzip(body: bytes) -> bytes:
    # A file name of random length in the gzip header (RFC 1952) hides the true length: an attacker who can have his
    # own text reflected beside a secret learns nothing from sizes (BREACH). Python's GzipFile takes twice as long.
    padding = b"x" * secrets.randbelow(100)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    ends = struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return b"".join((_NAMED, padding, b"\0", packed, ends))


def _varying(headers: Headers) -> Headers:
    vary = first(headers, b"vary")
    if vary is None:
        return [*headers, (b"vary", b"Accept-Encoding")]
    if b"accept-encoding" in vary.lower():
        return headers
    return [*without(headers, b"vary"), (b"vary", vary + b", Accept-Encoding")]


def _weak(etag: bytes) -> bytes:
    return etag if etag.startswith(b"W/") else b"W/" + etag
