"""Text whose lines may be flowed together again (RFC 3676)."""

import re

_QUOTE = re.compile(r">*")


def unflow(text: str, *, delsp: bool) -> str:
    """Join soft-broken lines; `delsp` says that the blank at a soft break belongs to the break."""
    paragraphs: list[list[str]] = []
    depth_before = -1
    soft = False
    for line in text.split("\n"):
        depth, content = _unstuff(line)
        ends_soft = content.endswith(" ") and content != "-- "
        kept = content[:-1] if ends_soft and delsp else content
        if soft and depth == depth_before and content != "-- ":
            paragraphs[-1].append(kept)
        else:
            paragraphs.append([">" * depth + " " + kept if depth else kept])
        soft, depth_before = ends_soft, depth
    return "\n".join("".join(pieces) for pieces in paragraphs)


def _unstuff(line: str) -> tuple[int, str]:
    found = _QUOTE.match(line)
    depth = found.end() if found else 0
    content = line[depth:]
    return depth, content.removeprefix(" ")
