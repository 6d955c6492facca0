"""What can happen at the door for customers."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class CameIn(Event):
    """A customer signed in to their own pages."""

    kind = "portal.came_in"
    says = _("%(customer)s signed in to the customer pages.")
    about: ClassVar[tuple[str, ...]] = ("customer",)
    customer_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Exported(Event):
    """A customer took a copy of what we keep about them."""

    kind = "portal.exported"
    says = _("%(customer)s took a copy of their data.")
    about: ClassVar[tuple[str, ...]] = ("customer",)
    customer_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ProofAsked(Event):
    """A link and a code were sent to an address or number, to prove whose it is."""

    kind = "portal.proof_asked"
    says = _("%(by)s sent a code to an address or number of %(customer)s.")
    about: ClassVar[tuple[str, ...]] = ("customer",)
    customer_id: int
    identity_id: int
