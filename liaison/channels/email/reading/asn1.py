"""Just enough ASN.1 to take the text out of a signed S/MIME mail (RFC 5652). Verifies nothing."""

from collections.abc import Iterator

_SEQUENCE, _OID, _OCTETS, _CONTEXT_0 = 0x30, 0x06, 0x04, 0xA0
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_MOST = 100_000


class _Broken(Exception):
    """The bytes end before what they announce."""


def signed_content(content: bytes) -> bytes | None:
    """Return the content of a CMS SignedData, None if this is something else or broken."""
    try:
        outer = next(iter(_children(content, 0, len(content))))
        kind, explicit = list(_children(content, *outer[1:]))[:2]
        if content[kind[1] : kind[2]] != _SIGNED_DATA:
            return None
        signed = next(_children(content, *explicit[1:]))
        encapsulated = next(node for node in _children(content, *signed[1:]) if node[0] == _SEQUENCE)
        inner = next(node for node in _children(content, *encapsulated[1:]) if node[0] == _CONTEXT_0)
        return b"".join(_octets(content, *inner[1:]))
    except (_Broken, IndexError, StopIteration, ValueError):
        return None


def _octets(content: bytes, start: int, end: int) -> Iterator[bytes]:
    """Yield the pieces of an octet string, which may be cut into several (BER)."""
    for tag, first, last in _children(content, start, end):
        if tag == _OCTETS:
            yield content[first:last]
        elif tag == _OCTETS | 0x20:
            yield from (content[a:b] for inner, a, b in _children(content, first, last) if inner == _OCTETS)


def _children(content: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield tag, start and end of the value of each element between these places."""
    for _ in range(_MOST):
        if start >= end or content[start : start + 2] == b"\0\0":
            return
        tag = content[start]
        first, last = _bounds(content, start, end)
        yield tag, first, last
        start = last + (2 if content[start + 1] == 0x80 else 0)


def _bounds(content: bytes, start: int, end: int) -> tuple[int, int]:
    if start + 2 > end:
        raise _Broken
    length = content[start + 1]
    first = start + 2
    if length == 0x80:
        return first, _end_of_indefinite(content, first, end)
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(content[first : first + count], "big")
        first += count
    if first + length > end:
        raise _Broken
    return first, first + length


def _end_of_indefinite(content: bytes, start: int, end: int) -> int:
    """Find the end of an element that does not say how long it is; a stack, for depth must cost nothing."""
    depth = 0
    for _ in range(_MOST):
        if start + 2 > end:
            raise _Broken
        if content[start : start + 2] == b"\0\0":
            if depth == 0:
                return start
            depth -= 1
            start += 2
        elif content[start + 1] == 0x80:
            depth += 1
            start += 2
        else:
            start = _bounds(content, start, end)[1]
    raise _Broken
