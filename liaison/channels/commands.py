"""What others may ask to be done with what came in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.channels import actions, queries
from liaison.kit.actor import Actor


@command
@dataclass(frozen=True, kw_only=True)
class ReadAgain(Command):
    """Read something once more that could not be read. parcel: its id."""

    name = "channels.read_again"
    label = _("Read again")
    needs = "tickets.resolve"
    parcel: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found, department = queries.find_parcel(self.parcel, for_=by, lock=lock)
        return Subject(found, department, (f"parcel:{found.pk}",))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"ticket": actions.read_again(subject.row, by=by)}
