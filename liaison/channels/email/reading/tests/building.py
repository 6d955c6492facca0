"""Mails for the tests of the reader, built byte by byte."""

FROM = b"From: Mira Tamm <mira@example.org>\r\nTo: help@shop.example\r\nSubject: x\r\nMessage-ID: <m@example.org>\r\n"


def mail(body: bytes = b"", *fields: bytes) -> bytes:
    """A mail from Mira with these fields besides the usual ones."""
    return FROM + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body


def multipart(*parts: bytes, kind: bytes = b"mixed", more: tuple[bytes, ...] = ()) -> bytes:
    """A mail of these parts, each with its own header."""
    body = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"
    return mail(body, b"Content-Type: multipart/" + kind + b'; boundary="B"', *more)


def nested(depth: int, *, kind: bytes = b"mixed") -> bytes:
    """Multiparts within multiparts, with a text at the bottom."""
    opening = b"".join(
        b"Content-Type: multipart/%s; boundary=B%d\r\n\r\n--B%d\r\n" % (kind, i, i) for i in range(depth)
    )
    closing = b"".join(b"\r\n--B%d--\r\n" % i for i in reversed(range(depth)))
    return FROM + opening + b"Content-Type: text/plain\r\n\r\nat the bottom" + closing
