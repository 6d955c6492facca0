"""From HTML to the plain text a person would read off the screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from liaison.channels.email.reading.limits import MAX_HTML, MAX_TAGS

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "dl", "blockquote"])
_UNSEEN = frozenset(
    [
        "head",
        "style",
        "script",
        "template",
        "noscript",
        "title",
        "meta",
        "link",
        "object",
        "applet",
        "select",
        "textarea",
        "svg",
    ]
)
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
# Not Thunderbird's "moz-forward-container": what is handed on is the matter itself.
_QUOTE_CLASS = re.compile(
    r"(?:^|\s)(?:gmail_quote\w*|gmail_attr|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra"
    r"|OutlookMessageHeader|replyHeader)(?:\s|$)|yahoo[_-]quoted"
)
_QUOTE_ID = frozenset(
    "divRplyFwdMsg appendonsend isReplyContent OLK_SRC_BODY_SECTION mail-editor-reference-message-container"
    " reply-intro replySplit stopSpelling x_divRplyFwdMsg".lower().split()
)
# After these the quotation lies beside them, not inside: all that follows in the same container is quoted.
_QUOTE_STARTS = frozenset({"divrplyfwdmsg", "x_divrplyfwdmsg", "appendonsend", "stopspelling", "reply-intro"})


@dataclass(slots=True)
class PlainText:
    """Lines of text, and for each whether the HTML itself marks it as quoted."""

    lines: list[str] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)


def html_to_text(html: str) -> PlainText:
    """Turn HTML into text: a line per line on the screen, quotations marked with `> `.

    HTML beyond the limit is left out; the attachments and the raw HTML still hold it.
    """
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html[:MAX_HTML].encode("utf-8", "replace"))
        parser.close()
    except (etree.LxmlError, _Enough):
        reader.close()
    return reader.result()


class _Enough(Exception):
    """More tags than any letter has."""


class _Reader:
    """Hears tags and text one after the other; keeps no tree, so depth costs nothing."""

    def __init__(self) -> None:
        self.out = PlainText()
        self.tags = 0
        self.line: list[str] = []
        self.blank = True
        self.pending_space = False
        self.apart = False
        self.bullet = ""
        self.unseen = 0
        self.pre = 0
        self.cites = 0
        self.cites_before = 0
        self.quotes = 0
        self.rest_is_quote = False
        self.stack: list[tuple[str, bool, bool, bool]] = []
        self.lists: list[int] = []

    # What lxml calls.

    def start(self, tag: str | bytes, attrib: dict[Any, Any]) -> None:
        attributes: Mapping[str, str] = attrib
        tag = _plain(tag)
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise _Enough
        if tag == "br":
            self._line_end(force=True)
            return
        if tag == "hr" and (attributes.get("id") or "").lower() in _QUOTE_STARTS:
            self._line_end()
            self.rest_is_quote = True
        if tag in _BLOCKS:
            self._begin_block(tag, attributes)
        elif tag in ("td", "th"):
            self.pending_space = True
        if tag not in _VOID:
            self._enter(tag, attributes)

    def end(self, tag: str | bytes) -> None:
        tag = _plain(tag)
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._line_end()
        self._leave(tag)
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        self.apart = self.apart or (tag in _APART and tag != "p")

    def data(self, data: str | bytes) -> None:
        content = data if isinstance(data, str) else data.decode("utf-8", "replace")
        if self.unseen:
            return
        if self.pre:
            self._preformatted(content)
            return
        for i, word in enumerate(_SPACE.split(content)):
            if i:
                self.pending_space = True
            if word:
                self._word(word)

    def comment(self, text: str | bytes) -> None:
        """Comments say nothing to the reader."""

    def pi(self, target: str | bytes, data: str | bytes | None = None) -> None:
        """Processing instructions say nothing to the reader."""

    def close(self) -> PlainText:
        self._line_end()
        return self.out

    # What they make of it.

    def result(self) -> PlainText:
        lines, quoted = self.out.lines, self.out.quoted
        while lines and not lines[-1].strip("> "):
            lines.pop()
            quoted.pop()
        return self.out

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        unseen = tag in _UNSEEN or bool(_HIDDEN.search(attributes.get("style") or ""))
        cite = tag == "blockquote" and _is_cite(attributes)
        quote = cite or _marks_quote(attributes)
        self.unseen += unseen
        self.cites += cite
        self.quotes += quote
        self.pre += tag == "pre"
        if (attributes.get("id") or "").lower() in _QUOTE_STARTS:
            self.rest_is_quote = True
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        self.stack.append((tag, unseen, cite, quote))

    def _leave(self, tag: str) -> None:
        while self.stack:
            opened, unseen, cite, quote = self.stack.pop()
            self.unseen -= unseen
            self.cites -= cite
            self.quotes -= quote
            self.pre -= opened == "pre"
            if opened == tag:
                return

    def _begin_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._line_end()
        outlook = (attributes.get("class") or "").startswith("Mso")
        self.apart = self.apart or (
            tag in _APART and not outlook and not (tag in ("ul", "ol") and self.lists)
        )
        if tag == "li":
            self.bullet = self._next_bullet()

    def _next_bullet(self) -> str:
        if self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            return f"{self.lists[-1]}. "
        return "* "

    def _word(self, word: str) -> None:
        if self.pending_space and self.line:
            self.line.append(" ")
        if not self.line and self.bullet:
            self.line.append(self.bullet)
            self.bullet = ""
        self.pending_space = False
        self.line.append(word)

    def _preformatted(self, content: str) -> None:
        first, *more = content.replace("\r\n", "\n").replace("\xa0", " ").split("\n")
        self.line.append(first)
        for piece in more:
            self._line_end(force=True)
            self.line.append(piece)

    def _line_end(self, *, force: bool = False) -> None:
        text = "".join(self.line).rstrip()
        self.line.clear()
        self.pending_space = False
        if not text and not force:
            return
        if text and self.apart and self.out.lines and self.out.lines[-1].strip("> "):
            # A blank line between a quotation and what stands around it belongs to neither.
            self._add("", cites=min(self.cites, self.cites_before))
        if text:
            self.apart = False
        self._add(text, cites=self.cites)
        self.cites_before = self.cites

    def _add(self, text: str, *, cites: int) -> None:
        prefix = "> " * min(cites, 20)
        self.out.lines.append((prefix + text).rstrip() if prefix else text)
        self.out.quoted.append(self.quotes > 0 or self.rest_is_quote)


def _plain(tag: str | bytes) -> str:
    return tag.lower() if isinstance(tag, str) else ""


def _is_cite(attributes: Mapping[str, str]) -> bool:
    kind = (attributes.get("type") or "").lower()
    if (attributes.get("id") or "") == "MAC_OUTLOOK_ATTRIBUTION_BLOCKQUOTE":
        return True
    return kind == "cite" or bool(attributes.get("cite")) or "gmail_quote" in (attributes.get("class") or "")


def _marks_quote(attributes: Mapping[str, str]) -> bool:
    return (
        bool(_QUOTE_CLASS.search(attributes.get("class") or ""))
        or (attributes.get("id") or "").lower() in _QUOTE_ID
        or attributes.get("name") == "messageReplySection"
    )
