"""Giving authority."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.actions import roles
from liaison.authority.catalogue import command
from liaison.authority.errors import MoreThanYours
from liaison.authority.models import Role
from liaison.authority.queries import CONFIGURE, holds_at_least
from liaison.authority.words import Command, Effect, Subject
from liaison.journal.registry import RESOLVERS
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid, NotFound


@dataclass(frozen=True, kw_only=True)
class _Grant(Command):
    needs = CONFIGURE
    member: int
    role: int
    department: int | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        role = Role.objects.filter(pk=self.role).first()
        if role is None or not _is_known("member", self.member):
            raise NotFound
        if self.department is not None and not _is_known("department", self.department):
            raise NotFound
        refs = (f"member:{self.member}", f"role:{role.pk}")
        return Subject(role, self.department, refs, everywhere=self.department is None)

    def _must_hold(self, role: Role, *, by: Actor) -> None:
        allowed = dict(role.permissions.values_list("command", "effect"))
        if not holds_at_least(allowed, by=by, department=self.department):
            raise MoreThanYours


@command
@dataclass(frozen=True, kw_only=True)
class GiveRole(_Grant):
    """Give a colleague a role. member, role: ids. department: where, or in all when empty."""

    name = "authority.grant"
    label = _("Give a role")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        self._must_hold(subject.row, by=by)
        roles.grant(subject.row, to=f"member:{self.member}", department=self.department, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class TakeRole(_Grant):
    """Take a role from a colleague. member, role: ids. department: where, or the one for all when empty."""

    name = "authority.revoke"
    label = _("Take a role")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        self._must_hold(subject.row, by=by)
        roles.revoke(subject.row, to=f"member:{self.member}", department=self.department, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class DefineRole(Command):
    """Make or change a role of one's own. role: its id, empty for a new one. permissions: by name, allow or approve."""

    name = "authority.define_role"
    label = _("Define a role")
    needs = CONFIGURE
    title: str
    permissions: dict[str, Effect]
    role: int | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if self.role is None:
            return Subject(everywhere=True)
        return _own_role(self.role)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        title = self.title.strip()
        if not title:
            raise Invalid(field="title", problem=gettext("Give the role a name."))
        if not holds_at_least(self.permissions, by=by, department=None):
            raise MoreThanYours
        if subject.row is None:
            return {"role": roles.create_role(title, permissions=self.permissions, by=by).pk}
        roles.change_role(subject.row, name=title, permissions=self.permissions, by=by)
        return {"role": subject.row.pk}


@command
@dataclass(frozen=True, kw_only=True)
class RemoveRole(Command):
    """Take away a role of one's own which nobody holds. role: its id."""

    name = "authority.remove_role"
    label = _("Remove a role")
    needs = CONFIGURE
    role: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return _own_role(self.role)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        roles.remove_role(subject.row, by=by)


def _own_role(role: int) -> Subject:
    found = Role.objects.filter(pk=role).first()
    if found is None:
        raise NotFound
    return Subject(found, None, (f"role:{found.pk}",), everywhere=True)


def _is_known(noun: str, id_: int) -> bool:
    """Whether somebody above, who keeps this noun, knows the id: this floor has no members and departments."""
    return id_ in RESOLVERS[noun]([id_])
