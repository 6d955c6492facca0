"""What the parts mean: which are the words, which are attachments."""

from dataclasses import dataclass, field

from liaison.channels.email.reading.calendar_text import calendar_to_text
from liaison.channels.email.reading.charsets import decode
from liaison.channels.email.reading.flowed import unflow
from liaison.channels.email.reading.html_charset import charset_of_html
from liaison.channels.email.reading.html_text import PlainText, html_to_text
from liaison.channels.email.reading.limits import MAX_TEXT
from liaison.channels.email.reading.parts import Part
from liaison.channels.email.reading.tnef import is_tnef, tnef_body
from liaison.channels.email.reading.uuencode import split_uuencoded

_TEXTS = frozenset(
    {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "application/xhtml+xml"}
)
_HTML = frozenset({"text/html", "application/xhtml+xml", "text/enriched", "text/richtext"})
_STUB = 300
"""Characters up to which a text beside HTML is suspected of only saying that one should look at the HTML."""


@dataclass(slots=True)
class Block:
    """One stretch of the body: as text, as HTML, or as both."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class Body:
    """The words of a mail, and the parts which are not words."""

    blocks: list[Block] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    unpacked: list[tuple[str, bytes]] = field(default_factory=list)


def read_body(root: Part) -> Body:
    """Sort the parts into words and attachments."""
    body = _read(root, only=not root.children)
    if not any(block.text.strip() or block.html.strip() for block in body.blocks):
        _take_other_words(body)
    return body


def text_of(body: Body) -> PlainText:
    """Return the body as plain text, made from HTML where there is no text."""
    whole = PlainText()
    for block in body.blocks:
        piece = _plain(block)
        said = [i for i, line in enumerate(piece.lines) if line.strip()]
        if not said:
            continue
        if whole.lines:
            whole.lines.append("")
            whole.quoted.append(False)
        whole.lines += piece.lines[said[0] : said[-1] + 1]
        whole.quoted += piece.quoted[said[0] : said[-1] + 1]
    return whole


def html_of(body: Body) -> str:
    """Return the body as HTML, '' if no part of it is HTML."""
    if not any(block.html for block in body.blocks):
        return ""
    return "\n".join(block.html or _as_html(block.text) for block in body.blocks)


def _read(part: Part, *, only: bool = False, alternative: bool = False, first: bool = True) -> Body:
    if part.children:
        if part.type == "multipart/alternative":
            return _choose([_read(child, alternative=True) for child in part.children])
        return _in_sequence(part)
    if _is_words(part, only=only, alternative=alternative, first=first):
        return _words(part)
    return Body(attached=[part])


def _in_sequence(part: Part) -> Body:
    whole = Body()
    for child in part.children:
        piece = _read(child, first=not whole.blocks, only=len(part.children) == 1)
        whole.blocks += piece.blocks
        whole.attached += piece.attached
        whole.unpacked += piece.unpacked
    return whole


def _choose(versions: list[Body]) -> Body:
    """Join the versions of a multipart/alternative, in whatever order they come, into one block."""
    whole = Body()
    texts = [v for v in versions if v.blocks and not any(block.html for block in v.blocks)]
    htmls = [v for v in versions if any(block.html for block in v.blocks)]
    for version in versions:
        whole.attached += version.attached
        whole.unpacked += version.unpacked
    text = next((t for t in ("\n\n".join(b.text for b in v.blocks) for v in texts) if t.strip()), "")
    html = "\n".join(block.html or _as_html(block.text) for block in htmls[-1].blocks) if htmls else ""
    if text or html:
        whole.blocks.append(Block(text=text, html=html))
    return whole


def _is_words(part: Part, *, only: bool, alternative: bool, first: bool) -> bool:
    if part.type not in _TEXTS:
        return only and part.type.startswith("text/") and not part.name
    if part.disposition == "attachment":
        return only and not part.name
    return (
        not part.name
        or alternative
        or only
        or (first and part.disposition != "inline" and not _is_file_name(part.name))
    )


def _is_file_name(name: str) -> bool:
    return "." in name


def _words(part: Part) -> Body:
    content = part.content[: MAX_TEXT * 4]
    if part.type in _HTML:
        charset = part.parameters.get("charset", "") or charset_of_html(content)
        return Body(blocks=[Block(html=_limited(decode(content, charset=charset)))])
    content, files = split_uuencoded(content) if b"\nend" in content else (content, [])
    charset = part.parameters.get("charset", "")
    text = _limited(decode(content, charset=charset)).replace("\r\n", "\n").replace("\r", "\n")
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    unpacked = [(decode(name), file) for name, file in files]
    if _is_really_html(text):
        return Body(blocks=[Block(html=text)], unpacked=unpacked)
    return Body(blocks=[Block(text=text)], unpacked=unpacked)


def _is_really_html(text: str) -> bool:
    start = text[:200].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) and "</" in text


def _limited(text: str) -> str:
    return text[:MAX_TEXT]


def _plain(block: Block) -> PlainText:
    if block.html and (not block.text.strip() or len(block.text) < _STUB):
        made = html_to_text(block.html)
        if not block.text.strip() or _only_points_to(block.text, made=made.text):
            return made
    lines = [line.rstrip() for line in block.text.split("\n")]
    return PlainText(lines, [False] * len(lines))


def _only_points_to(text: str, *, made: str) -> bool:
    """Tell whether a text only says that the mail must be looked at as HTML."""
    return "html" in text.lower() and len(made) > 2 * len(text) and "html" not in made.lower()


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<div style="white-space: pre-wrap">{escaped}</div>' if text.strip() else ""


def _take_other_words(body: Body) -> None:
    """A mail without a body: read out what is packed elsewhere, and keep it attached too."""
    for part in body.attached:
        if part.type in _TEXTS and part.disposition != "attachment":
            body.blocks += _words(part).blocks
        elif part.type == "text/calendar":
            said = calendar_to_text(part.content, charset=part.parameters.get("charset", ""))
            body.blocks.append(Block(text=said))
        elif is_tnef(part.type, name=part.name):
            text, html = tnef_body(part.content)
            body.blocks.append(Block(text=text, html=html))
        else:
            continue
        return
