"""The new words of a mail, apart from what it quotes."""

import re
from dataclasses import dataclass

from liaison.channels.email.reading.html_text import PlainText

_WROTE = re.compile(
    r"^(?:On|Am|Le|El|Il|Op)\b.{5,200}(?:wrote|schrieb|écrit|escribió|scritto|schreef)\b.{0,80}:\s*$"
)


@dataclass(frozen=True, slots=True)
class Split:
    """The words that are new, the quotation and the signature that were set apart."""

    reply: str
    quoted: str = ""
    signature: str = ""


def split_reply(plain: PlainText, *, subject: str) -> Split:
    """Set the quotation apart from the words that are new."""
    new = [line for line in plain.lines if not line.startswith(">") and not _WROTE.match(line)]
    return Split(reply="\n".join(new).strip())
