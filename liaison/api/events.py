"""What can happen to the access of programs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class TokenCreated(Event):
    """A program was given access."""

    kind = "api.token_created"
    says = _("%(by)s gave the program %(token)s access as %(member)s.")
    about = ("token", "member")
    token_id: int
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A program's access was ended."""

    kind = "api.token_revoked"
    says = _("%(by)s ended the access of the program %(token)s.")
    about = ("token", "member")
    token_id: int
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ImportBegun(Event):
    """Somebody had files of another system taken in, or only tried (dry)."""

    kind = "api.import_begun"
    says = _("%(by)s began to import from %(source)s.")
    about = ("intake",)
    intake_id: int
    source: str
    dry: bool


@event
@dataclass(frozen=True, kw_only=True)
class ImportEnded(Event):
    """An import came to its end, was stopped, or could not be done. stage: which of these (`api.words.Stage`)."""

    kind = "api.import_ended"
    says = _("The import from %(source)s, which %(by)s began, has ended.")
    about = ("intake",)
    intake_id: int
    source: str
    dry: bool
    stage: str
    new: int
    changed: int
    rejected: int
