"""What customers say on their tickets, and that they settle them or take them up again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from liaison.channels.actions import keep
from liaison.files import actions as files
from liaison.kit.errors import Invalid
from liaison.portal import errors, rules
from liaison.portal.queries import Visitor
from liaison.tickets import actions as tickets
from liaison.tickets.errors import NotOffered
from liaison.tickets.models import Ticket
from liaison.tickets.queries import offered
from liaison.tickets.words import Enclosed, Resolution, Wish


@dataclass(frozen=True)
class Given:
    """A file that was handed in."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Words:
    """What a page hands in. key: made by the page; the same again is the same.

    wish: how they want to be answered, at a number `wish_to`; empty for wherever they wrote from, None if not asked.
    """

    key: str
    text: str
    files: Sequence[Given] = ()
    language: str = ""
    wish: str | None = None
    wish_to: str = ""


@transaction.atomic
def say(visitor: Visitor, ticket: Ticket, words: Words) -> None:
    """Keep what a customer says on a ticket; it is read at once and opens the ticket again. Committed on return.

    Raises SaysNothing, TooLong, TooMuch, NotReachable, NotOffered, NoNumber, and Invalid for a key that is none.
    """
    text = words.text.replace("\0", "").replace("\r\n", "\n").encode("utf-8", "ignore").decode().strip()
    _check(text, words.files)
    visit = visitor.visit
    if not visit.address:
        raise errors.NotReachable
    said = {
        "ticket": ticket.pk,
        "customer": visit.customer_id,
        "address": visit.address,
        "name": visit.customer.name,
        "language": words.language,
        "key": _key(words.key),
        "text": text,
        "files": [asdict(_kept(file)) for file in words.files],
    }
    if words.wish is not None:
        _wish(visitor, ticket, words)
    raw = json.dumps(said, ensure_ascii=False).encode()
    door = f"portal:{ticket.department_id}"
    keep(raw, channel="portal", door=door, key=f"portal:{visit.customer_id}:{words.key}", envelope={})


def _wish(visitor: Visitor, ticket: Ticket, words: Words) -> None:
    """Keep how they want to be answered; by mail it is at the address by which they came in."""
    wish = Wish(words.wish) if words.wish in Wish.values else None
    if wish and wish not in offered(ticket.department):
        raise NotOffered
    to = visitor.visit.address if wish is Wish.MAIL else words.wish_to
    try:
        tickets.wish_answer(ticket, wish, to, by=visitor.visit.customer)
    except Invalid as wrong:
        raise errors.NoNumber from wrong


def _check(text: str, given: Sequence[Given]) -> None:
    if not text and not given:
        raise errors.SaysNothing
    if len(text) > rules.LONGEST:
        raise errors.TooLong(most=rules.LONGEST)
    if len(given) > rules.FILES or any(len(file.content) > rules.LARGEST for file in given):
        raise errors.TooMuch(count=rules.FILES, megabytes=rules.LARGEST // rules.MB)


def _kept(file: Given) -> Enclosed:
    name = "".join(c for c in file.name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    type_ = file.type if file.type.isprintable() and "/" in file.type else "application/octet-stream"
    return Enclosed(files.keep(file.content), name[-200:] or "file", type_[:120], len(file.content))


def _key(key: str) -> str:
    if not 8 <= len(key) <= 40 or not key.isalnum() or not key.isascii():
        raise Invalid(field="key", problem="8 to 40 letters and digits")
    return key


def close(visitor: Visitor, ticket: Ticket) -> None:
    """The customer needs nothing more. Raises NotOpen when it is settled already."""
    tickets.resolve(ticket, reason=Resolution.SOLVED, by=visitor.visit.customer)


def reopen(visitor: Visitor, ticket: Ticket) -> None:
    """The customer takes a settled matter up again. Raises AlreadyOpen."""
    tickets.reopen(ticket, by=visitor.visit.customer)
