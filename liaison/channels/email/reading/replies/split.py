"""Setting the new words of a mail apart from its quotations and its signature."""

import re
from dataclasses import dataclass
from enum import Enum

from liaison.channels.email.reading.html_text import PlainText
from liaison.channels.email.reading.limits import MAX_REPLY
from liaison.channels.email.reading.replies import separators
from liaison.channels.email.reading.replies.attributions import (
    attribution_end,
    is_certain,
    may_begin_within,
    parted,
)
from liaison.channels.email.reading.replies.blocks import block_end, names_sender
from liaison.channels.email.reading.replies.farewells import is_farewell
from liaison.channels.email.reading.replies.signatures import signature_start

_ANSWERS_INSIDE = re.compile(
    r"\b(?:inline|in-line|in\s+line|see\s+below|answers?\s+below|comments?\s+below|replies\s+below|in\s+red|in\s+blue|in\s+bold"
    r"|siehe\s+unten|s\.\s?u\.|im\s+text|in\s+rot|unten\s+stehend|ci-dessous|en\s+rouge|en\s+bleu|plus\s+bas"
    r"|más\s+abajo|en\s+rojo|in\s+rosso|qui\s+sotto|ниже|красным|синим|allpool|punasega|žemiau|raudonai|bên\s+dưới|màu\s+đỏ"
    r"|hieronder|in\s+het\s+rood|nedan|nedenfor|med\s+rødt?|med\s+rött|punaisella|poniżej|na\s+czerwono|níže|nižšie|červeně|alább|pirossal"
    r"|mai\s+jos|cu\s+roșu|abaixo|em\s+vermelho|en\s+rojo|zemāk|sarkanā|нижче|червоним|по-долу|παρακάτω|aşağıda|kırmızı)\b|赤字|红字|紅字|红色|紅色",
    re.IGNORECASE,
)


_OPEN_LINK = re.compile(r"([<(])\s*https?://[^\s<>()]*$")
_ONLY_A_LINK = re.compile(r"^\s*\(https?://[^\s()]+\)\s*>?\s*$")


class Role(Enum):
    """What a line is."""

    NEW = "n"
    BLANK = "b"
    QUOTED = "q"
    INTRO = "i"
    REST = "r"


@dataclass(frozen=True, slots=True)
class Split:
    """The words that are new; the quotation and the signature that were set apart from them."""

    reply: str
    quoted: str = ""
    signature: str = ""


def split_reply(plain: PlainText, *, subject: str = "", answers: bool = False) -> Split:
    """Set apart what is quoted and signed. Whenever it is not clear, words stay in the reply.

    `answers` says that the header refers to an earlier mail. Quotations under the last new words and
    over the first ones go; those between stay, for without them an answer like "yes" says nothing. What a
    forwarded mail holds is the matter itself and stays.
    """
    if sum(map(len, plain.lines)) > MAX_REPLY or separators.is_forward(subject):
        return Split(reply="\n".join(plain.lines).strip("\n"))
    lines, marked = _line_by_line(plain)
    roles = _roles(lines, marked=marked, answers=answers or separators.is_reply(subject))
    lines, roles = _farewell_first(lines, roles)
    start, end = _new_words(lines, roles)
    if start >= end:
        return _nothing_new(lines, roles)
    signed = start + signature_start(lines[start:end])
    if not _says_something(lines[start:signed]):
        signed = end
    return Split(
        reply=_text(lines[start:signed]),
        quoted=_text(lines[:start] + lines[end:]),
        signature=_text(lines[signed:end]),
    )


def _line_by_line(plain: PlainText) -> tuple[list[str], list[bool]]:
    """Give an attribution that begins behind the customer's last word a line of its own."""
    lines, marked = list(plain.lines), list(plain.quoted)
    if not may_begin_within(plain.text):
        return lines, marked
    for i in range(len(lines) - 1, -1, -1):
        if not marked[i] and (pair := parted(lines, i)):
            lines[i : i + 1] = pair
            marked.insert(i, False)
    return lines, marked


def _roles(lines: list[str], *, marked: list[bool], answers: bool) -> list[Role]:
    roles = [_plain_role(line, marked=mark) for line, mark in zip(lines, marked, strict=True)]
    _mend_broken_links(lines, roles)
    _keep_own_angles(lines, roles, answers=answers)
    i = 0
    while i < len(lines):
        if roles[i] is Role.NEW or (roles[i] is Role.QUOTED and marked[i]):
            if separators.is_forward_mark(lines[i]):
                roles[i:] = [Role.BLANK if role is Role.BLANK else Role.NEW for role in roles[i:]]
                return roles
            i = _mark_intro(lines, roles, i) if roles[i] is Role.NEW else i + 1
        else:
            i += 1
    return roles


def _plain_role(line: str, *, marked: bool) -> Role:
    if not line.strip():
        return Role.BLANK
    if marked or line.startswith((">", " >")):
        return Role.QUOTED
    return Role.NEW


def _mend_broken_links(lines: list[str], roles: list[Role]) -> None:
    """A link that a mailer broke over two lines: its closing `>` quotes nothing, and in a quotation the rest of
    it is quoted though nothing marks it.
    """
    if not any("://" in line for line in lines):
        return
    for i in range(1, len(lines)):
        opened = _OPEN_LINK.search(lines[i - 1]) if "://" in lines[i - 1] else None
        bracket = opened.group(1) if opened else ""
        if bracket == "<" and roles[i - 1] is Role.NEW and lines[i].startswith(">"):
            roles[i] = Role.NEW
        elif _lies_in_quotation(roles, i) and ((bracket and ")" in lines[i]) or _ONLY_A_LINK.match(lines[i])):
            roles[i] = Role.QUOTED


def _lies_in_quotation(roles: list[Role], i: int) -> bool:
    return roles[i] is Role.NEW and roles[i - 1 : i] == roles[i + 1 : i + 2] == [Role.QUOTED]


def _keep_own_angles(lines: list[str], roles: list[Role], *, answers: bool) -> None:
    """A `>` where nothing is answered, or a single one nobody introduced, is the customer's own sign."""
    quoted = [i for i, role in enumerate(roles) if role is Role.QUOTED and lines[i].lstrip().startswith(">")]
    introduced = any(_has_intro_over(lines, i) for i in quoted[:50])
    if introduced or len(quoted) > 2 or (answers and len(quoted) > 1):
        return
    for i in quoted:
        roles[i] = Role.NEW


def _has_intro_over(lines: list[str], i: int) -> bool:
    for back in range(i - 1, max(i - 8, -1), -1):
        if attribution_end(lines[:i], back) > back or block_end(lines[:i], back) > back:
            return True
        if separators.is_original_message(lines[back]):
            return True
    return False


def _mark_intro(lines: list[str], roles: list[Role], i: int) -> int:
    """If a quotation is introduced at line `i`, give its lines their roles; return where to go on."""
    if separators.is_reply_above(lines[i]):
        roles[i:] = [Role.REST] * (len(roles) - i)
        return len(lines)
    end, certain = _intro_end(lines, i)
    if end == i:
        return i + 1
    following = next((k for k in range(end, len(lines)) if roles[k] is not Role.BLANK), len(lines))
    if following < len(lines) and roles[following] is Role.QUOTED:
        roles[i:end] = [Role.INTRO] * (end - i)
        return end
    if certain and _may_cut(lines, roles, i):
        roles[i:] = [Role.REST] * (len(roles) - i)
        return len(lines)
    return end


def _intro_end(lines: list[str], i: int) -> tuple[int, bool]:
    """Return where the introduction beginning at line `i` ends (`i` if none does); is it beyond doubt?"""
    line = lines[i]
    if separators.is_original_message(line):
        return _after_block(lines, i + 1), True
    if (end := block_end(lines, i)) > i:
        return end, True
    if (end := attribution_end(lines, i)) > i:
        return end, is_certain(" ".join(lines[i:end]))
    if separators.is_rule(line) or separators.is_heading(line):
        following = next((k for k in range(i + 1, min(i + 4, len(lines))) if lines[k].strip()), i)
        if following > i and block_end(lines, following) > following:
            return _after_block(lines, following), True
        if following > i and names_sender(lines[following]):
            return following + 1, False
    return i, False


def _after_block(lines: list[str], i: int) -> int:
    start = next((k for k in range(i, min(i + 3, len(lines))) if lines[k].strip()), i)
    return max(block_end(lines, start), i) if start < len(lines) else i


def _may_cut(lines: list[str], roles: list[Role], i: int) -> bool:
    """Tell whether all from line `i` on is quoted though nothing marks it.

    Not if no word stands above, for then the answer is below or inside; nor if the words above announce
    answers inside the quotation.
    """
    above = " ".join(line for line, role in zip(lines[:i], roles, strict=False) if role is Role.NEW)
    if not _says_something([above]):
        return False
    return not (len(above) < 300 and _ANSWERS_INSIDE.search(above))


def _farewell_first(lines: list[str], roles: list[Role]) -> tuple[list[str], list[Role]]:
    """Put a farewell that stands alone under the quotation where it belongs: under the words."""
    quoted = [i for i, role in enumerate(roles) if role in (Role.QUOTED, Role.INTRO)]
    if not quoted or Role.REST in roles:
        return lines, roles
    first = quoted[0]
    after = next((i for i in range(quoted[-1] + 1, len(roles)) if roles[i] is not Role.BLANK), len(roles))
    above, tail = lines[:first], lines[after:]
    answers = Role.NEW in roles[first:after] or not _says_something(above)
    if answers or not is_farewell(tail[: signature_start(tail)]):
        return lines, roles
    order = [*range(first), *range(after, len(lines)), *range(first, after)]
    return [lines[i] for i in order], [roles[i] for i in order]


def _new_words(lines: list[str], roles: list[Role]) -> tuple[int, int]:
    """Return the stretch from the first new line to the last, without a quotation before or after it."""
    new = [i for i, role in enumerate(roles) if role is Role.NEW]
    if not new:
        return 0, 0
    end = _end_of_words(lines, roles, new)
    start = new[0]
    if any(roles[i] is Role.QUOTED for i in range(start, end)):
        # Answers between quotations: the first question belongs to the first answer.
        start = min((i for i in range(start) if roles[i] in (Role.QUOTED, Role.INTRO)), default=start)
    return start, end


def _end_of_words(lines: list[str], roles: list[Role], new: list[int]) -> int:
    """Return the line after the last new words; a signature under the quotation is no answer to it."""
    end = new[-1] + 1
    last_quoted = max((i for i in range(end) if roles[i] in (Role.QUOTED, Role.INTRO)), default=-1)
    if last_quoted < new[0]:
        return end
    tail = lines[last_quoted + 1 : end]
    if _says_something(tail[: signature_start(tail)]):
        return end
    return max(i for i in new if i < last_quoted) + 1


def _nothing_new(lines: list[str], roles: list[Role]) -> Split:
    """A mail of quotations alone: if each is marked there is no reply, otherwise all of it stays."""
    if Role.INTRO in roles and Role.REST not in roles:
        return Split(reply="", quoted=_text(lines))
    return Split(reply=_text(lines))


def _says_something(lines: list[str]) -> bool:
    return any(letter.isalnum() for line in lines for letter in line) or any(
        ord(letter) > 0x2000 for line in lines for letter in line
    )


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip()
