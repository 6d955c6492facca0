"""The tree of parts: where each begins and ends, without copying or recursion without bounds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from liaison.channels.email.reading.headers import Headers, split_broken_header, split_header
from liaison.channels.email.reading.limits import MAX_DEPTH, MAX_PARTS, MAX_SCANNED
from liaison.channels.email.reading.parameters import read_parameters
from liaison.channels.email.reading.transfer import undo

# A closing line may go on after its dashes; an opening one may not, or it would match longer boundaries.
_LINE_AFTER = re.compile(rb"[ \t]*(--)(?:[ \t][^\r\n]*)?(?:\r?\n|\r|\Z)|[ \t]*(?:\r?\n|\r|\Z)")
_GUESSED = re.compile(rb"(?:\A|\n)--([^\s\-][^\r\n]{0,200}?)[ \t]*\r?\n[Cc]ontent-[A-Za-z-]+:")


@dataclass(slots=True)
class Part:
    """One node of the tree. `start` and `end` bound its body within `source`, still transfer-encoded."""

    headers: Headers
    source: bytes = field(repr=False)
    start: int
    end: int
    type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    name: str = ""
    children: list["Part"] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        """The body as it stands in the mail."""
        return self.source[self.start : self.end]

    @property
    def content(self) -> bytes:
        """The body without its transfer encoding."""
        return undo(self.body, encoding=self.encoding)

    @property
    def encoding(self) -> str:
        """The transfer encoding, in lower case."""
        return self.headers.word("content-transfer-encoding").strip("\"' ;").split(";")[0]

    @property
    def content_id(self) -> str:
        """The Content-ID without brackets."""
        return self.headers.text("content-id").strip("<> ")

    def walk(self) -> Iterator["Part"]:
        """Yield this part and all below it, in the order of the mail."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


@dataclass(slots=True)
class _Budget:
    """What may still be spent on one mail, however cunningly it is nested."""

    parts: int = MAX_PARTS
    scanned: int = MAX_SCANNED


def read_parts(source: bytes, *, start: int = 0, end: int | None = None) -> Part:
    """Read the mail which begins at `start` into a tree of parts; never deeper or wider than the limits."""
    end = len(source) if end is None else end
    budget = _Budget()
    root = _part(source, start=start, end=end, default_type="text/plain", outermost=True)
    waiting = [(root, 1)]
    while waiting:
        part, depth = waiting.pop()
        if not part.type.startswith("multipart/") or depth > MAX_DEPTH:
            continue
        _divide(part, budget=budget)
        waiting.extend((child, depth + 1) for child in reversed(part.children))
    texts = (part.parameters.get("charset", "") for part in root.walk() if part.type.startswith("text/"))
    root.headers = replace(root.headers, hint=next(filter(None, texts), ""))
    return root


def _part(source: bytes, *, start: int, end: int, default_type: str, outermost: bool = False) -> Part:
    split = split_broken_header if outermost else split_header
    headers, body = split(source, start=start, end=end)
    part = Part(headers=headers, source=source, start=body, end=end, type=default_type)
    if headers.has("content-type"):
        written, part.parameters = read_parameters(headers.raw("content-type"))
        part.type = _known_type(written, default=default_type)
    part.disposition, extra = read_parameters(headers.raw("content-disposition"))
    given = (extra.get("filename"), extra.get("name"), part.parameters.get("name"))
    part.name = file_name(next(filter(None, given), ""))
    return part


def _known_type(written: str, *, default: str) -> str:
    if written in ("text", "plain", "text/"):
        return "text/plain"
    if written == "html":
        return "text/html"
    if written == "multipart":
        return "multipart/mixed"
    return written if re.fullmatch(r"[!-~]+/[!-~]+", written) else default


def file_name(name: str) -> str:
    """Keep only the last piece of a path: some mailers write where the file lay on the sender's disk."""
    return re.sub(r"\s+", " ", re.split(r"[/\\]", name)[-1]).strip()[:255]


def _divide(part: Part, *, budget: _Budget) -> None:
    boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
    spans = _spans(part, boundary=boundary, budget=budget) if boundary else []
    if not spans and boundary and part.encoding in ("base64", "quoted-printable"):
        # A multipart must not be encoded as a whole; some are, and show their boundaries only when undone.
        part.source = part.content
        part.start, part.end = 0, len(part.source)
        spans = _spans(part, boundary=boundary, budget=budget)
    if not spans and (
        guessed := _GUESSED.search(part.source, part.start, min(part.end, part.start + 20_000))
    ):
        spans = _spans(part, boundary=guessed.group(1), budget=budget)
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if budget.parts <= 0:
            part.children.append(_rest(part, start=start, end=spans[-1][1]))
            return
        budget.parts -= 1
        part.children.append(_part(part.source, start=start, end=end, default_type=default))
    if not spans:
        part.type = "text/plain"


def _rest(part: Part, *, start: int, end: int) -> Part:
    """Everything beyond the limit, as one thing to keep."""
    return Part(
        Headers(),
        part.source,
        start,
        end,
        type="application/octet-stream",
        disposition="attachment",
        name="rest.eml",
    )


def _spans(part: Part, *, boundary: bytes, budget: _Budget) -> list[tuple[int, int]]:
    """Return where the parts between these boundaries begin and end."""
    spans: list[tuple[int, int]] = []
    opened = -1
    budget.scanned -= part.end - part.start
    if budget.scanned < 0:
        return []
    for line_start, line_end, closing in _delimiters(part, boundary=boundary):
        if opened >= 0:
            spans.append((opened, _before_line_break(part.source, opened, line_start)))
        opened = -1 if closing else line_end
        if closing:
            break
    if 0 <= opened < part.end:
        spans.append((opened, part.end))
    return spans


def _delimiters(part: Part, *, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    source, mark = part.source, b"--" + boundary
    position = source.find(mark, part.start, part.end)
    while position >= 0:
        after = position + len(mark)
        if position == part.start or source[position - 1] in b"\r\n":
            line = _LINE_AFTER.match(source, after, part.end)
            if line:
                yield position, line.end(), bool(line.group(1))
                after = line.end() - 1 if line.end() > after else after
        position = source.find(mark, after, part.end)


def _before_line_break(source: bytes, start: int, end: int) -> int:
    if end > start and source[end - 1] == 10:
        end -= 1
        if end > start and source[end - 1] == 13:
            end -= 1
    return end
