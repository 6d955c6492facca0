"""Answering what waits."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.actions import approving
from liaison.authority.catalogue import command
from liaison.authority.models import Approval
from liaison.authority.queries import extent_of
from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class _Answer(Command):
    approval: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        rows = Approval.objects.select_for_update(of=("self",)) if lock else Approval.objects.all()
        found = rows.filter(pk=self.approval).first()
        if found is None or not (
            found.by == by.ref or extent_of("authority.release", by=by).covers(found.department)
        ):
            raise NotFound
        return Subject(found, found.department, (found.about, f"approval:{found.pk}"))


@command
@dataclass(frozen=True, kw_only=True)
class Release(_Answer):
    """Release what waits, with changes to its parameters if need be.

    approval: its id. changes: by parameter name; of what the company limits only money, and only less of it.
    words: a condition or a word to whoever asked.
    """

    name = "authority.release"
    label = _("Release")
    changes: dict[str, Any] = field(default_factory=dict)
    words: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return approving.release(subject.row, by=by, changes=self.changes or None, words=self.words)


@command
@dataclass(frozen=True, kw_only=True)
class Return(_Answer):
    """Return what waits to whoever asked. approval: its id. words: why."""

    name = "authority.return"
    label = _("Return")
    needs = "authority.release"
    words: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        approving.give_back(subject.row, by=by, words=self.words)
