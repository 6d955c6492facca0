"""The words of this room which cross its border: what a webhook is, what is heard in it, and what leaves."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from django.utils.functional import Promise

from liaison.tickets.words import Elsewhere, News

Label = str | Promise


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something an administrator types about an account. secret: kept sealed and never shown again."""

    name: str
    label: Label
    help: Label = ""
    secret: bool = False
    required: bool = True
    default: str = ""
    choices: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True)
class Hook:
    """A request of a provider. url: as the provider called it. headers: by lower-case name."""

    method: str
    url: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def is_signed(self, header: str, secret: str, *, prefix: str = "sha256=") -> bool:
        """Whether a header has the HMAC-SHA256 of the body under a secret, in hexadecimal."""
        made = prefix + hmac.new(secret.encode(), self.body, hashlib.sha256).hexdigest()
        return bool(secret) and same(self.headers.get(header, ""), made)

    def json(self) -> Any:
        """The body as JSON. Raises ValueError."""
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, found out in a time that does not tell how far they are."""
    return hmac.compare_digest(one.encode(), other.encode())


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Somebody said something. peer: their address there. id: of the message there. at: by the provider's clock.

    identity: the kind under which they are known, where it is not the messenger's usual one.
    """

    peer: str
    id: str
    text: str = ""
    name: str = ""
    at: datetime | None = None
    files: tuple[Elsewhere, ...] = ()
    language: str = ""
    identity: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A receipt, an edit or a deletion. id: of the message; else peer and until: all of ours up to a moment."""

    news: News
    peer: str = ""
    id: str = ""
    until: datetime | None = None
    text: str = ""
    why: str = ""


@dataclass(frozen=True)
class Group:
    """Somebody speaks to us in a group, where nobody is answered. peer: the group's address."""

    peer: str


Item = Heard | Told | Group


@dataclass(frozen=True)
class File:
    """A file on its way out. link: where the provider may fetch it for a day, empty when we have no address."""

    name: str
    type: str
    content: bytes = field(repr=False)
    link: str = ""


@dataclass(frozen=True)
class Filled:
    """An approved text with its places filled in."""

    name: str
    language: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What is handed over in one go: words, or one file, or an approved text.

    key: stable over all tries. answered: id there of what the customer said last.
    """

    key: str
    to: str
    text: str = ""
    file: File | None = None
    template: Filled | None = None


@dataclass(frozen=True)
class Offer:
    """A text that a provider has approved. body: with {{1}}, {{2}} … for what is filled in."""

    name: str
    language: str
    body: str
