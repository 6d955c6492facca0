"""The header of a mail or of a part: its fields, as bytes, found again by name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from liaison.channels.email.reading.encoded_words import decode_words
from liaison.channels.email.reading.limits import MAX_FIELD, MAX_FIELDS, MAX_HEADER_BLOCK

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*")
_KNOWN = re.compile(
    rb"(?i:received|return-path|delivered-to|date|from|sender|to|cc|bcc|reply-to|subject|message-id|in-reply-to"
    rb"|references|mime-version|content-[a-z-]+|x-[a-z0-9-]+|list-[a-z-]+|dkim-signature|authentication-results"
    rb"|arc-[a-z-]+|thread-[a-z-]+|user-agent|importance|precedence|auto-submitted|status|errors-to)[ \t]*:"
)
_PARAMETER = re.compile(rb"[A-Za-z0-9*\-]{2,40}[ \t]*=")
_MOST_INDENTED = 20
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_COMMENT = re.compile(r"\([^()]*\)")
_UNFOLD = re.compile(rb"[\r\n]+[ \t]?")


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields in their order: lower-case names and values as they were written, still folded.

    `hint` is the charset in which bare 8-bit letters are likely to be.
    """

    fields: tuple[tuple[str, bytes], ...] = ()
    hint: str = ""
    _by_name: dict[str, list[bytes]] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, value in self.fields:
            self._by_name.setdefault(name, []).append(value)

    def raw(self, name: str) -> bytes:
        """Return the first field of that name unfolded, b'' if there is none."""
        return next(self.every(name), b"")

    def every(self, name: str) -> Iterator[bytes]:
        """Yield all fields of that name, unfolded, in their order."""
        return (_unfolded(value) for value in self._by_name.get(name, ()))

    def text(self, name: str) -> str:
        """Return the first field of that name that says something, decoded, on one line."""
        return next(
            (text for text in (one_line(value, hint=self.hint) for value in self.every(name)) if text), ""
        )

    def word(self, name: str) -> str:
        """Return the field in lower case without comments: for fields whose value is a keyword."""
        text = self.text(name)
        return (_COMMENT.sub("", text) if "(" in text else text).strip().lower()

    def has(self, name: str) -> bool:
        """Tell whether a field of that name is there, even an empty one."""
        return name in self._by_name


def _unfolded(value: bytes) -> bytes:
    return (_UNFOLD.sub(b" ", value) if b"\n" in value or b"\r" in value else value).strip()


def one_line(value: bytes, *, hint: str = "") -> str:
    """Decode an unfolded field and collapse its white space; `hint` as in `decode_words`."""
    return _SPACE.sub(" ", decode_words(value, hint=hint)).strip()


# Growing while it is read: a field may be folded over a hundred thousand lines.
_Fields = list[tuple[str, bytearray]]


def split_header(content: bytes, *, start: int, end: int) -> tuple[Headers, int]:
    """Read the header which begins at `start`, and return it with the place where the body begins.

    A line that is no field ends the header, as in most readers, unless fields go on after it: then a
    mailer has broken its own long line.
    """
    fields: _Fields = []
    position = start
    stop = min(end, start + MAX_HEADER_BLOCK)
    while position < stop:
        line_end, following = _line(content, position, end)
        if line_end == position:
            return _headers(fields), following
        if not _take(fields, content[position:line_end], continues=_continues(content, following, end)):
            blank = not content[position:line_end].strip()
            return _headers(fields), following if blank else position
        position = following
    return _headers(fields), position


def _headers(fields: _Fields) -> Headers:
    return Headers(tuple((name, bytes(value)) for name, value in fields))


def split_broken_header(content: bytes, *, start: int, end: int) -> tuple[Headers, int]:
    """Read the header of a whole mail, also one that a blank line tore apart before it named a sender."""
    headers, body = split_header(content, start=start, end=end)
    for _ in range(3):
        following = _after_blank_lines(content, body, end)
        if headers.has("from") or not _continues(content, following, end)():
            break
        more, body = split_header(content, start=following, end=end)
        headers = Headers(headers.fields + more.fields)
    return headers, body


def _after_blank_lines(content: bytes, position: int, end: int) -> int:
    stop = min(end, position + 1_000)
    return position + len(content[position:stop]) - len(content[position:stop].lstrip())


def _take(fields: _Fields, line: bytes, *, continues: Callable[[], bool]) -> bool:
    """Add a line to the fields, or say that it is none of the header's."""
    if line[0] not in b" \t" and (found := _FIELD.match(line)):
        if len(fields) < MAX_FIELDS:
            fields.append((found.group(1).decode("ascii").lower(), bytearray(line[found.end() :])))
        return True
    if line.startswith((b"From ", b">From ")):
        return True
    if line[0] in b" \t" and line.strip():
        _lengthen(fields, line)
        return True
    if continues() or _is_lost_parameter(fields, line):
        _lengthen(fields, b" " + line)
        return True
    return False


def _is_lost_parameter(fields: _Fields, line: bytes) -> bool:
    """Tell whether the line is a parameter of the field before it that a mailer forgot to indent."""
    return bool(fields and fields[-1][1].rstrip().endswith(b";") and _PARAMETER.match(line))


def _continues(content: bytes, position: int, end: int) -> Callable[[], bool]:
    """Return the question whether the header goes on here: with a field that mails have, at once or after a
    few indented lines.
    """

    def goes_on() -> bool:
        line_end, following = _line(content, position, end)
        start = position
        for _ in range(_MOST_INDENTED):
            if start >= line_end or content[start] not in b" \t":
                break
            start = following
            line_end, following = _line(content, start, end)
        return bool(_KNOWN.match(content, start, line_end))

    return goes_on


def _line(content: bytes, position: int, end: int) -> tuple[int, int]:
    feed = content.find(b"\n", position, end)
    if feed < 0:
        return end, end
    line_end = feed
    while line_end > position and content[line_end - 1] == 13:
        line_end -= 1
    return line_end, feed + 1


def _lengthen(fields: _Fields, more: bytes) -> None:
    if not fields:
        return
    _, value = fields[-1]
    if len(value) < MAX_FIELD:
        value += b"\n" + more[:MAX_FIELD]
