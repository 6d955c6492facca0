"""What an invitation says, for mails that are nothing but a calendar part."""

import re

from liaison.channels.email.reading.charsets import decode

_FOLD = re.compile(r"\r?\n[ \t]")
_FIELD = re.compile(r"^(SUMMARY|LOCATION|DESCRIPTION)(?:;[^:\r\n]*)?:(.*)$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([nN,;\\])")
_PROBE = 100_000


def calendar_to_text(content: bytes, *, charset: str) -> str:
    """Return what the first event is about, where, and its description; `charset` is the part's label."""
    said: dict[str, str] = {}
    for name, value in _FIELD.findall(_FOLD.sub("", decode(content[:_PROBE], charset=charset or "utf-8"))):
        said.setdefault(name, _ESCAPE.sub(_unescaped, value).strip())
    wanted = (said.get(name, "") for name in ("SUMMARY", "LOCATION", "DESCRIPTION"))
    return "\n".join(line for line in wanted if line)


def _unescaped(escape: re.Match[str]) -> str:
    return "\n" if escape.group(1) in "nN" else escape.group(1)
