"""What others may ask to be done with answers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import OWN, Command, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.knowledge import actions, queries
from liaison.knowledge.models import Answer
from liaison.knowledge.queries import WRITE
from liaison.team.queries import open_department
from liaison.tickets.rules import member_of


@dataclass(frozen=True, kw_only=True)
class _Text(Command):
    title: str
    shortcut: str
    texts: dict[str, str]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        kept = actions.keep(subject.row, title=self.title, shortcut=self.shortcut, texts=self.texts, by=by)
        return {"answer": kept.pk}


@command
@dataclass(frozen=True, kw_only=True)
class WriteAnswer(_Text):
    """Keep an answer ready for the team. title: what it is called. shortcut: the word after the slash. texts: by
    language. department: id of whoever uses it, none for all."""

    name = "knowledge.write_answer"
    label = _("Keep an answer ready")
    needs = WRITE
    department: int | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if self.department is not None:
            open_department(self.department)
        made = Answer(department_id=self.department)
        refs = (f"department:{self.department}",) if self.department is not None else ()
        return Subject(made, self.department, refs, everywhere=self.department is None)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeAnswer(_Text):
    """Change an answer of the team. answer: its id. title, shortcut, texts: as for a new one."""

    name = "knowledge.change_answer"
    label = _("Change an answer")
    needs = WRITE
    answer: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return _of_the_team(self.answer, by=by, lock=lock)


@command
@dataclass(frozen=True, kw_only=True)
class RetireAnswer(Command):
    """Offer an answer of the team no more. answer: its id."""

    name = "knowledge.retire_answer"
    label = _("Retire an answer")
    needs = WRITE
    answer: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return _of_the_team(self.answer, by=by, lock=lock)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.retire(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class KeepOwnAnswer(_Text):
    """Keep an answer of one's own. answer: id of the one to change, none for a new one. title, shortcut, texts: as for
    the team's."""

    name = "knowledge.keep_own_answer"
    label = _("Keep an answer of one's own")
    needs = OWN
    answer: int | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if self.answer is not None:
            return _own(self.answer, by=by, lock=lock)
        member = member_of(by.ref)
        if member is None:
            raise NotFound
        return Subject(Answer(member_id=member), None, (by.ref,))


@command
@dataclass(frozen=True, kw_only=True)
class RetireOwnAnswer(Command):
    """Offer an answer of one's own no more. answer: its id."""

    name = "knowledge.retire_own_answer"
    label = _("Retire an answer of one's own")
    needs = OWN
    answer: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return _own(self.answer, by=by, lock=lock)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.retire(subject.row, by=by)


def _of_the_team(answer: int, *, by: Actor, lock: bool) -> Subject:
    found = queries.find_answer(answer, for_=by, lock=lock)
    if found.member_id is not None:
        raise NotFound
    return Subject(found, found.department_id, (found.ref,), everywhere=found.department_id is None)


def _own(answer: int, *, by: Actor, lock: bool) -> Subject:
    found = queries.find_answer(answer, for_=by, lock=lock)
    if found.member_id is None or found.member_id != member_of(by.ref):
        raise NotFound
    return Subject(found, None, (found.ref,))
