"""Tickets that come from elsewhere."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class Imported(Event):
    """Tickets or messages came in from elsewhere, or tickets were brought up to date. Nobody is told of them.

    source: the system. entity: what was taken in. new: how many. tickets: ids of those that were there and changed.
    """

    kind = "tickets.imported"
    says = _("%(by)s imported tickets from %(source)s.")
    about = ("ticket",)
    source: str
    entity: str
    new: int
    tickets: tuple[int, ...] = ()

    def refs(self) -> list[str]:
        """Every ticket that was changed; what is new nobody has looked at."""
        return [f"ticket:{id_}" for id_ in self.tickets]
