"""Decisions about tickets from plain values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from html import escape, unescape
from typing import Any, Protocol

from liaison.tickets.words import Address, Status

PREVIEW = 160
FIRST = 80  # Characters of the first words by which a conversation is called.
GOES_ON = timedelta(days=7)  # A matter that was resolved longer ago is another one.
_REPLY_MARKS = re.compile(
    r"^\s*(?:(?:re|aw|antw|sv|vs|rif|ref|r|odp|ats|vast|fw|fwd|wg|tr|pd|rv|enc|i|ff|отв|ответ|на|пересл|tl|trả lời)"
    r"(?:\[\d+\]|\(\d+\))?\s*[:：]\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """A ticket on which an arrival could lie.

    by: how it was found: `token` or `references`. addresses: everybody who took part in the customer's thread, in
    normal form; beside: third parties.
    """

    ticket: int
    by: str
    addresses: frozenset[str]
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Placement:
    """Where an arrival belongs.

    ticket: None for a new one. suggested: one it may belong to. aside: whether a third party said it.
    """

    ticket: int | None
    why: str
    suggested: int | None = None
    aside: bool = False


def place(
    sender: str,
    *,
    candidates: Iterable[Candidate],
    answer_to: Iterable[str] = (),
    with_: Iterable[str] = (),
) -> Placement:
    """Decide where a message belongs: a trace of ours and a sender who takes part, together.

    sender: address in its normal form. candidates: the best trace first. answer_to: where the sender wants to be
    answered. with_: whom else the message was sent to.
    A trace that comes from a stranger's address only suggests: two customers' mails are never glued. No stranger is
    the same person under another spelling of the address, whoever wants to be answered at the address of somebody
    who takes part, and a colleague who sends it to somebody who takes part as well.
    """
    suggested = None
    ours, copied = {person(one) for one in (sender, *answer_to) if one}, {person(one) for one in with_}
    for candidate in candidates:
        known, beside = _people(candidate.addresses), _people(candidate.beside)
        if ours & known:
            return Placement(candidate.ticket, candidate.by)
        if ours & beside:
            return Placement(candidate.ticket, candidate.by, aside=True)
        if any(_colleagues(person(sender), one) for one in known & copied):
            return Placement(candidate.ticket, "colleague")
        if candidate.by in TRACES:
            suggested = suggested or candidate.ticket
    return Placement(None, "stranger" if suggested else "new", suggested)


TRACES = frozenset({"token", "references"})
# Whoever has an address there has nothing to do with others who have.
_ANYBODY = re.compile(
    r"^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|aol|icloud|me|mac|gmx|web|t-online|freenet|mail|inbox"
    r"|yandex|ya|rambler|bk|list|proton|protonmail|pm|zoho|fastmail|orange|wanadoo|free|sfr|laposte|libero|virgilio"
    r"|seznam|wp|o2|onet|interia|delfi|takas|one|hot|online|posteo|mailbox|tutanota|hey|qq|163|126|naver)\."
)


def person(address: str) -> str:
    """One spelling of an address for all that reach the same person: no plus tag, no dots where they mean nothing."""
    local, at, domain = address.strip().lower().rpartition("@")
    local = local.split("+", 1)[0]
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}{at}{domain}"


def _people(addresses: Iterable[str]) -> set[str]:
    return {person(one) for one in addresses}


def _colleagues(one: str, other: str) -> bool:
    """Whether two addresses belong to one company, and not to one provider of mail for everybody."""
    domain = one.rpartition("@")[2]
    return bool(domain) and domain == other.rpartition("@")[2] and not _ANYBODY.match(domain)


def first_words(text: str) -> str:
    """The beginning of what was said, on one line, cut at a word where there is one."""
    words = " ".join(text.split())
    return words if len(words) <= FIRST else f"{words[:FIRST].rsplit(' ', 1)[0]}…"


def goes_on(status: str, resolved_at: datetime | None, *, at: datetime) -> bool:
    """Whether a conversation goes on upon its ticket, or what is said next is another matter."""
    if status == Status.CLOSED:
        return False
    return status != Status.RESOLVED or resolved_at is None or at - resolved_at < GOES_ON


def bare_subject(subject: str) -> str:
    """The subject without the marks of replies and forwards, in whatever language."""
    return _REPLY_MARKS.sub("", subject).strip()


def answered_subject(subject: str, *, auto: bool = False) -> str:
    """The subject of the message that a subject answers; empty when it does not call itself an answer.

    auto: an automatic answer, which puts its own words before a colon in front.
    """
    bare = bare_subject(subject)
    if bare != subject.strip() and not _FORWARD.match(subject):
        return bare
    if auto and (":" in subject or "：" in subject):
        return bare_subject(re.split("[:：]", subject, maxsplit=1)[1])
    return ""


_FORWARD = re.compile(r"^\s*(?:fw|fwd|wg|tr|pd|rv|enc|i|пересл)(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_SAYS_NOTHING = 3  # Characters; "ok" and "?" are no subject by which to find anything.


def same_subject(one: str, other: str) -> bool:
    """Whether two bare subjects are the same, however they were folded and cut; those that say nothing never are."""
    one, other = (" ".join(bare_subject(text).casefold().split()) for text in (one, other))
    return len(one) >= _SAYS_NOTHING and one == other


def preview(text: str) -> str:
    """The first words, for the list."""
    words = " ".join(text[: PREVIEW * 4].split())
    return words if len(words) <= PREVIEW else words[: PREVIEW - 1].rstrip() + "…"


def earliest(*moments: datetime | None) -> datetime | None:
    """The earliest of the moments that are known."""
    return min((m for m in moments if m is not None), default=None)


def member_of(ref: str) -> int | None:
    """The id of the member a reference speaks of, None if it speaks of somebody else."""
    noun, _, id_ = ref.partition(":")
    return int(id_) if noun == "member" and id_.isdigit() else None


def tag_words(tags: Iterable[str]) -> list[str]:
    """Tags as they are kept: in lower case, without a mark in front, each once."""
    words = (" ".join(tag.lower().lstrip("#").split())[:60] for tag in tags)
    return list(dict.fromkeys(word for word in words if word))


def address(text: str) -> Address:
    """Read `mira@example.com` or `Mira Kask <mira@example.com>`; a number stays as it is."""
    name, found = parseaddr(text) if "<" in text else ("", text)
    return Address((found or text).strip(), name.strip())


def as_pairs(texts: Iterable[str]) -> list[list[str]]:
    """Addresses as they are kept in a row."""
    return as_pairs_of(address(text) for text in texts if text.strip())


def as_pairs_of(addresses: Iterable[Address]) -> list[list[str]]:
    """Addresses as they are kept in a row."""
    return [[a.address, a.name] for a in addresses]


class Said(Protocol):
    """As much of a message as a quotation shows."""

    from_name: str
    from_address: str
    subject: str
    text: str
    at: Any


def quoted(message: Said, *, under: str) -> str:
    """A text with a message quoted under it, the way mail programs do, in the words of the standard headers."""
    who = f"{message.from_name} <{message.from_address}>" if message.from_name else message.from_address
    head = {"From": who, "Date": f"{message.at:%Y-%m-%d %H:%M} UTC", "Subject": message.subject}
    lines = [f"{name}: {said}" for name, said in head.items() if said]
    return "\n".join([under.rstrip(), "", "-----", *lines, "", message.text]).lstrip()


MARK = "▇▇▇"


def without(words: str, text: str) -> str:
    """The words with a mark in place of the text."""
    return words.replace(text, MARK)


def without_in_html(html: str, text: str) -> str:
    """The HTML with a mark in place of the text; nothing at all if the text is still read in it across tags."""
    for form in (escape(text), escape(text, quote=False), text):
        html = html.replace(form, MARK)
    # A tag that never ends is one as well: looked for from every "<" anew, a mail of them would take minutes.
    read = unescape(re.sub(r"<[^>]*(?:>|\Z)", "", html))
    return "" if "".join(text.split()) in "".join(read.split()) else html


def encodings_of(text: str) -> Iterator[tuple[bytes, bytes]]:
    """The text and the mark as bytes, in the encodings in which files and mails are written."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp1251", "cp1257"):
        try:
            yield text.encode(encoding), MARK.encode(encoding, "replace")
        except UnicodeEncodeError:
            continue
