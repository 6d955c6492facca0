"""Opening, changing and closing a door of ours: a mailbox, a number, a form, a site, each declared by its room.

Every door has an id under its own noun, a department that answers, and settings of its own. What is asked to be done
with it is one command each, which a room declares in a few lines:

    class CloseSite(_OnSite, CloseDoor):
        name = "chat.close_site"
        label = _("Close the chat on a web site")
        needs = CONFIGURE
        closes = actions.close_site
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet

from liaison.authority.queries import extent_of
from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.team.queries import open_department
from liaison.team.subjects import ForDepartment

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Settings(Command):
    """What may be set of a door. A class of its room declares the fields; whatever is None keeps what it has."""

    def given(self) -> dict[str, Any]:
        """What was given, as the actions of the room take it. Raises Invalid where a room checks it here."""
        ways = (one for one in reversed(type(self).__mro__) if issubclass(one, Settings))
        declares = next(one for one in ways if one.__module__ != __name__)
        known = {one.name: getattr(self, one.name) for one in fields(declares)}
        return {name: value for name, value in known.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class OnDoor(Command):
    """A wish about one door. noun: the name of the field with its id. finds: it, for whoever may; raises NotFound."""

    noun: ClassVar[str]
    finds: ClassVar[Callable[..., Any]]

    def find(self, *, by: Actor, lock: bool) -> Subject:
        """The door, whose department is where the permission is looked up."""
        return Subject.of(type(self).finds(getattr(self, self.noun), for_=by, lock=lock))


@dataclass(frozen=True, kw_only=True)
class OpenDoor(ForDepartment, Settings):
    """A wish to open a door. noun: what its id is called in the answer. opens: the action.

    first: the fields by which it is called there, before all others. tells: what of it the answer has beside its id.
    """

    noun: ClassVar[str]
    opens: ClassVar[Callable[..., Any]]
    first: ClassVar[tuple[str, ...]] = ("title",)
    tells: ClassVar[tuple[str, ...]] = ()

    def run(self, subject: Subject, *, by: Actor) -> Any:
        called = (getattr(self, name) for name in self.first)
        made = type(self).opens(*called, department=subject.row, by=by, **self.given())
        return {self.noun: made.pk} | {name: getattr(made, name) for name in self.tells}


@dataclass(frozen=True, kw_only=True)
class ChangeDoor(Settings):
    """A wish to set a door otherwise. changes: the action. title: what we call it. department: who answers, by id."""

    changes: ClassVar[Callable[..., Any]]
    department: int | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        given = self.given()
        title = getattr(self, "title", None)  # What is called by its address has none.
        if title is not None:
            given["name"] = title
        if self.department is not None:
            given["department"] = open_department(self.department)
        type(self).changes(subject.row, by=by, **given)


@dataclass(frozen=True, kw_only=True)
class CloseDoor(Command):
    """A wish to close a door. closes: the action."""

    closes: ClassVar[Callable[..., Any]]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        type(self).closes(subject.row, by=by)


def configured(rows: QuerySet[M], permission: str, *, for_: Actor) -> QuerySet[M]:
    """Those doors which somebody configures: of the departments in which they hold a permission."""
    extent = extent_of(permission, by=for_)
    return rows if extent.everywhere else rows.filter(department__in=extent.departments)


def find(rows: QuerySet[M], door: int, *, lock: bool) -> M:
    """One of these doors by its id. Raises NotFound."""
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=door).first()
    if found is None:
        raise NotFound
    return found


def set_otherwise(
    door: Any, settings: Mapping[str, Any], *, by_setting: Callable[[], None]
) -> tuple[str, ...]:
    """Set a door otherwise, whose brand is its department's, and save it. Return what changed, nothing if nothing did.

    by_setting: sets it, as the room checks it.
    """
    before = {name: getattr(door, name) for name in settings}
    by_setting()
    changed = tuple(name for name, value in before.items() if getattr(door, name) != value)
    if "department" in changed:
        door.brand = door.department.brand
    if changed:
        door.save()
    return changed
