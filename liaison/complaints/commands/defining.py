"""The kinds of complaints with their deadlines, where customers can turn, and the register."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.complaints import actions, queries
from liaison.complaints.actions import Named, Terms
from liaison.complaints.models import Instance, Kind
from liaison.complaints.permissions import CONFIGURE
from liaison.complaints.rules import Period
from liaison.complaints.words import Unit, Where
from liaison.kit.actor import Actor


@command
@dataclass(frozen=True, kw_only=True)
class DefineKind(Command):
    """Lay down a kind of complaint and its deadlines. kind: id of the one to change, none for a new one.

    called: its name. acknowledge, answer: how many units after the receipt at the latest; extend: how many an
    extension may add, 0 for none. The units: `days`, `working_days`, `weeks`, `months`. instance: id of where the
    final letter says customers can turn. retired: not offered any more. Complaints that have come in keep their days.
    """

    name = "complaints.define_kind"
    label = _("Define a kind of complaint")
    needs = CONFIGURE
    called: str
    acknowledge: int
    answer: int
    acknowledge_unit: Unit = Unit.WORKING_DAYS
    answer_unit: Unit = Unit.DAYS
    extend: int = 0
    extend_unit: Unit = Unit.DAYS
    kind: int | None = None
    instance: int | None = None
    retired: bool = False

    def find(self, *, by: Actor, lock: bool) -> Subject:
        row = queries.any_kind(self.kind, lock=lock) if self.kind is not None else Kind()
        return Subject(row, None, (row.ref,) if row.pk else (), everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        terms = Terms(
            acknowledge=Period(self.acknowledge, self.acknowledge_unit),
            answer=Period(self.answer, self.answer_unit),
            extend=Period(self.extend, self.extend_unit) if self.extend else None,
        )
        named = queries.find_instance(self.instance) if self.instance is not None else None
        made = actions.define_kind(
            subject.row, name=self.called, terms=terms, instance=named, retired=self.retired, by=by
        )
        return {"kind": made.pk}


@command
@dataclass(frozen=True, kw_only=True)
class DefineInstance(Command):
    """Lay down where customers can turn who do not agree. instance: id of the one to change, none for a new one.

    called: its name. where: what it is, such as `ombudsman`. reach: address, page, number, as a letter says it.
    within: months after the final answer. retired: not named any more.
    """

    name = "complaints.define_instance"
    label = _("Define where customers can turn")
    needs = CONFIGURE
    called: str
    where: Where
    reach: str = ""
    within: int | None = None
    instance: int | None = None
    retired: bool = False

    def find(self, *, by: Actor, lock: bool) -> Subject:
        row = queries.any_instance(self.instance, lock=lock) if self.instance is not None else Instance()
        return Subject(row, None, (row.ref,) if row.pk else (), everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        named = Named(name=self.called, where=self.where, reach=self.reach, within=self.within)
        return {"instance": actions.define_instance(subject.row, named, retired=self.retired, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class ExportRegister(Command):
    """Take the register of complaints out as a file; the journal keeps who did. rows: how many complaints it holds."""

    name = "complaints.export"
    label = _("Export the register of complaints")
    rows: int = 0

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.note_export(rows=self.rows, by=by)
