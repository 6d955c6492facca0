"""What can happen to a customer's file."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class Met(Event):
    """A person wrote or called for the first time."""

    kind = "customers.met"
    says = _("%(customer)s came to us for the first time.")
    about = ("customer",)
    customer_id: int
    through: str
