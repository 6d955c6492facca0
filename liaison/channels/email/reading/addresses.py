"""Address fields, also those which no standard allows."""

import re
from collections.abc import Iterator

from liaison.channels.email.reading.encoded_words import decode_bare, decode_words
from liaison.channels.email.reading.limits import MAX_ADDRESSES, MAX_ENTRY
from liaison.channels.email.reading.words import Address

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|\\.|[^"\\]+|"|\\', re.DOTALL)
_SPACE = re.compile(r"\s+")
_BARE = re.compile(r"(?:\"[^\"\\]+\"|[^\s<>()\[\],;:\"']+)@[^\s<>()\[\],;:\"']+")
_OBSCURED = re.compile(r"^([\w.+-]+) at ([\w-]+(?:\.[\w-]+)+)$")
_LOCAL = re.compile(r"[A-Za-z0-9_.+\-=/!%&#$*']+")
_COMMENT = re.compile(rb"\([^()]*\)")


def read_addresses(value: bytes, *, hint: str = "") -> tuple[Address, ...]:
    """Read an unfolded address field. Names without an address are kept; groups give their members.

    `hint` is the charset of bare 8-bit letters that are not UTF-8. They are turned before the field is cut
    up, for in Shift_JIS a letter's second byte may look like a bracket.
    """
    found: list[Address] = []
    for piece in _entries(value if value.isascii() else decode_bare(value, hint=hint).encode("utf-8")):
        if len(found) >= MAX_ADDRESSES:
            break
        address = _read_entry(piece[:MAX_ENTRY])
        if address.name or address.address:
            found.append(address)
    return tuple(found)


def _entries(value: bytes) -> Iterator[bytes]:
    """Cut a field at its commas, leaving alone those in quotes, comments and brackets.

    A piece without an address joins the next: `Müller, Eva <eva@example.org>` is one person.
    """
    pending: list[bytes] = []
    for piece in _pieces(value):
        pending.append(piece)
        if b"@" in piece or b"<" in piece or b"=?" in piece:
            yield b",".join(pending)
            pending = []
        elif not _COMMENT.sub(b"", piece).strip():
            pending.pop()
    if pending:
        yield b",".join(pending)


def _pieces(value: bytes) -> Iterator[bytes]:
    state = _State(groups=b";" in value)
    for char in _units(value):
        if state.cuts(char):
            yield bytes(state.taken)
            state.taken.clear()
        else:
            state.take(char)
    yield bytes(state.taken)


class _State:
    """Where in an address list we are: inside a comment, inside angle brackets, in a group's name."""

    def __init__(self, *, groups: bool) -> None:
        self.groups = groups
        self.taken = bytearray()
        self.comment = 0
        self.angle = False

    def cuts(self, unit: bytes) -> bool:
        return unit in (b",", b";") and not self.comment and not self.angle

    def take(self, unit: bytes) -> None:
        if unit == b"(":
            self.comment += 1
        elif unit == b")":
            self.comment = max(self.comment - 1, 0)
        elif unit == b"<" and not self.comment:
            self.angle = True
        elif unit == b">":
            self.angle = False
        elif unit == b":" and self._ends_group_name():
            self.taken.clear()
            return
        self.taken += unit

    def _ends_group_name(self) -> bool:
        inside = self.comment or self.angle
        return self.groups and not inside and b"@" not in self.taken and b"=?" not in self.taken


_UNIT = re.compile(rb'"(?:[^"\\]|\\.)*"|\\.|[,;()<>:]|[^,;()<>:"\\]+|["\\]', re.DOTALL)


def _units(value: bytes) -> Iterator[bytes]:
    # An unclosed quotation mark swallows nothing: it is then a letter like any other.
    return (found.group() for found in _UNIT.finditer(value))


def _read_entry(piece: bytes) -> Address:
    piece = piece.strip()
    head, angle, tail = _split_angle(piece)
    if angle:
        return _with_angle(head, inside=tail)
    text = _clean_name(piece)
    decoded = decode_words(piece).strip() if b"=?" in piece else ""
    if decoded and "@" in decoded:
        return _decoded_whole(decoded)
    comment = re.search(r"\(([^()]*)\)", text)
    bare = _BARE.search(_without_comments(text))
    if not bare:
        return _without_at(_without_comments(text).strip(), comment=comment.group(1) if comment else "")
    name = comment.group(1) if comment else _without_comments(text).replace(bare.group(), "")
    return Address(name=_tidy(name), address=_tidy_address(bare.group()))


def _without_at(text: str, *, comment: str) -> Address:
    """Read an entry without an address: a local account, one that an archive obscured, or a mere name."""
    if found := _OBSCURED.match(text):
        return Address(name=_tidy(comment), address="@".join(found.groups()))
    if _LOCAL.fullmatch(text.strip('"')):
        return Address(name=_tidy(comment), address=_tidy_address(text))
    return Address(name=_tidy(text) or _tidy(comment), address="")


def _split_angle(piece: bytes) -> tuple[bytes, bool, bytes]:
    """Find the last angle bracket outside quotes."""
    head, inside, found = bytearray(), b"", False
    units = list(_units(piece))
    for i in range(len(units) - 1, -1, -1):
        if units[i] == b"<":
            inside, found = b"".join(units[i + 1 :]), True
            head = bytearray(b"".join(units[:i]))
            break
    return bytes(head), found, inside


def _with_angle(head: bytes, *, inside: bytes) -> Address:
    inside_text = decode_words(inside.split(b">")[0]).strip()
    name = _clean_name(head.rstrip(b"< "))
    if not inside_text.startswith('"'):
        inside_text = _without_comments(inside_text).strip()
    if inside_text.lower().startswith("mailto:"):
        inside_text = inside_text[7:]
    if not name and b">" in inside:
        comment = re.search(r"\(([^()]*)\)", decode_words(inside.split(b">", 1)[1]))
        name = comment.group(1) if comment else ""
    if "@" not in inside_text and (bare := _BARE.search(name)):
        return Address(name=inside_text, address=_tidy_address(bare.group()))
    return Address(name=name, address=_tidy_address(inside_text))


def _decoded_whole(decoded: str) -> Address:
    """Read an entry whose address was encoded together with its name."""
    name, angle, rest = decoded.rpartition("<")
    if angle:
        return Address(name=_tidy(name), address=_tidy_address(rest.split(">")[0]))
    bare = _BARE.search(decoded)
    if not bare:
        return Address(name=_tidy(decoded), address="")
    return Address(name=_tidy(decoded.replace(bare.group(), "")), address=_tidy_address(bare.group()))


def _clean_name(name: bytes) -> str:
    return _tidy(decode_words(name))


def _tidy(name: str) -> str:
    name = _SPACE.sub(" ", name).strip()
    for _ in range(2):
        if len(name) >= 2 and name[0] == name[-1] and name[0] in "\"'":
            name = name[1:-1].strip()
    if name.count('"') % 2:
        name = name.strip('" ')
    return re.sub(r"\\(.)", r"\1", name) if "\\" in name else name


def _tidy_address(address: str) -> str:
    """Drop what does not belong to an address: blanks, routes, brackets and quotes around it."""
    address = address.strip()
    if address.startswith("@"):
        address = re.sub(r"^@[^:]+:", "", address)
    address = _OBSCURED.sub(r"\1@\2", address)
    address = re.sub(r"\s+", "", address) if not address.startswith('"') else address
    return address.strip("<>'").rstrip(".,;")


def _without_comments(text: str) -> str:
    return re.sub(r"\([^()]*\)", " ", text) if "(" in text else text
