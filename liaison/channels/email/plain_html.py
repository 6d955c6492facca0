"""A careful HTML of a plain text: paragraphs, quotations, addresses that can be clicked; nothing else."""

import re
from collections.abc import Iterable
from itertools import groupby

from markupsafe import escape

_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]")
_QUOTE = "margin:0 0 1em 0;padding-left:.8em;border-left:2px solid #ccc;color:#555"
_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"></head>'
    '<body style="font-family:sans-serif;font-size:14px;line-height:1.5">\n{}\n</body></html>\n'
)


def as_html(text: str) -> str:
    """Return the text as a small HTML page."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    return _PAGE.format("\n".join(_blocks(lines)))


def _blocks(lines: Iterable[str]) -> Iterable[str]:
    for quoted, some in groupby(lines, key=lambda line: line.startswith(">")):
        if quoted:
            inner = "\n".join(_paragraphs(line.lstrip("> ") for line in some))
            yield f'<blockquote style="{_QUOTE}">{inner}</blockquote>'
        else:
            yield from _paragraphs(some)


def _paragraphs(lines: Iterable[str]) -> Iterable[str]:
    for empty, some in groupby(lines, key=lambda line: not line.strip()):
        if not empty:
            yield "<p>" + "<br>\n".join(_line(line) for line in some) + "</p>"


def _line(line: str) -> str:
    """One line: its links can be clicked, its leading spaces stay."""
    made, end = [], 0
    for link in _LINK.finditer(line):
        address = escape(link[0])
        made += [str(escape(line[end : link.start()])), f'<a href="{address}">{address}</a>']
        end = link.end()
    made.append(str(escape(line[end:])))
    shown = "".join(made).expandtabs(4)
    indent = len(shown) - len(shown.lstrip(" "))
    return "&nbsp;" * indent + shown[indent:]
