"""Text whose lines may be flowed together again (RFC 3676)."""

import re

_QUOTE = re.compile(r">*")


def unflow(text: str, *, delsp: bool) -> str:
    """Join soft-broken lines; `delsp` says that the blank at a soft break belongs to the break."""
    joined: list[str] = []
    depth_before = -1
    soft = False
    for line in text.split("\n"):
        depth, content = _unstuff(line)
        if soft and depth == depth_before and content != "-- ":
            joined[-1] += content
        else:
            joined.append(">" * depth + " " + content if depth else content)
        soft = content.endswith(" ") and content != "-- "
        if soft and delsp:
            joined[-1] = joined[-1][:-1]
        depth_before = depth
    return "\n".join(joined)


def _unstuff(line: str) -> tuple[int, str]:
    found = _QUOTE.match(line)
    depth = found.end() if found else 0
    content = line[depth:]
    return depth, content.removeprefix(" ")
