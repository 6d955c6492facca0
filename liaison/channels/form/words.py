"""The words of this room which cross its border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Texts = Mapping[str, str]
"""Words by language."""

MB: Final = 2**20
LARGEST: Final = 10 * MB  # Bytes of one file.
FILES: Final = 5  # At most, in all fields together.


class Kind(TextChoices):
    """What is asked for."""

    TEXT = "text", _("One line of text")
    LONG = "long", _("Several lines of text")
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Telephone number")
    CHOICE = "choice", _("Choice")
    DATE = "date", _("Date")
    FILE = "file", _("Files")
    CONSENT = "consent", _("Consent")
    WAY = "way", _("How we shall answer")


class Use(TextChoices):
    """What an answer is to us, besides being read."""

    ANSWER = "", _("An answer like others")
    NAME = "name", _("The name of the person")
    SUBJECT = "subject", _("The subject of the ticket")


@dataclass(frozen=True)
class Option:
    """One of several. value: how it is kept and sent."""

    value: str
    label: Texts


@dataclass(frozen=True)
class When:
    """A field is asked only if another one was answered with one of these values (`on` for a consent)."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form. name: how programs call it; label, hint: by language."""

    name: str
    kind: Kind
    label: Texts
    hint: Texts = field(default_factory=dict)
    required: bool = False
    options: tuple[Option, ...] = ()
    use: Use = Use.ANSWER
    when: When | None = None


@dataclass(frozen=True)
class Answered:
    """What somebody answered, with the question as they read it. text: checked and plain."""

    name: str
    kind: str
    use: str
    label: str
    text: str


@dataclass(frozen=True)
class Given:
    """A file that was handed in. field: under which question."""

    field: str
    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Handed:
    """What a page or a program hands in, not checked yet. key: made by the page; the same again is the same."""

    key: str
    said: Mapping[str, Any]
    files: tuple[Given, ...] = ()
    language: str = "en"
