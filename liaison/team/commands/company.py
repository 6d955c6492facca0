"""Commands on departments and brands."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid
from liaison.team import actions, queries

LONGEST = timedelta(days=365)


@command
@dataclass(frozen=True, kw_only=True)
class CreateDepartment(Command):
    """Open a department. brand: its id. acknowledges: whether a new mail is answered at once with its number.

    answers_within: minutes, the honest time an acknowledgement tells; 0 for none. signature: below every reply.
    calls_back: whether customers may ask to be called.
    """

    name = "team.create_department"
    label = _("Create department")
    needs = queries.CONFIGURE
    title: str
    brand: int
    acknowledges: bool = False
    answers_within: int = 0
    signature: str = ""
    calls_back: bool = True

    def find(self, *, by: Actor, lock: bool) -> Subject:
        brand = queries.find_brand(self.brand)
        return Subject(brand, None, (f"brand:{brand.pk}",), everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        department = actions.create_department(
            _title(self.title),
            brand=subject.row,
            acknowledges=self.acknowledges,
            answers_within=_minutes(self.answers_within),
            signature=self.signature.strip(),
            calls_back=self.calls_back,
            by=by,
        )
        return {"department": department.pk}


@dataclass(frozen=True, kw_only=True)
class DepartmentCommand(Command):
    """A command on one department. department: its id."""

    needs = queries.CONFIGURE
    department: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.find_department(self.department)
        return Subject(found, found.pk, (f"department:{found.pk}",))


@command
@dataclass(frozen=True, kw_only=True)
class ChangeDepartment(DepartmentCommand):
    """Change a department. department: its id. answers_within: minutes, 0 for none. What is left out stays."""

    name = "team.change_department"
    label = _("Change department")
    title: str | None = None
    acknowledges: bool | None = None
    answers_within: int | None = None
    signature: str | None = None
    calls_back: bool | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        to: dict[str, Any] = {}
        if self.title is not None:
            to["name"] = _title(self.title)
        if self.acknowledges is not None:
            to["acknowledges"] = self.acknowledges
        if self.answers_within is not None:
            to["answers_within"] = _minutes(self.answers_within)
        if self.signature is not None:
            to["signature"] = self.signature.strip()
        if self.calls_back is not None:
            to["calls_back"] = self.calls_back
        actions.change_department(subject.row, by=by, **to)


@command
@dataclass(frozen=True, kw_only=True)
class CloseDepartment(DepartmentCommand):
    """Have a department take nothing new. department: its id."""

    name = "team.close_department"
    label = _("Close department")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.close_department(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class ReopenDepartment(DepartmentCommand):
    """Have a closed department take matters again. department: its id."""

    name = "team.reopen_department"
    label = _("Reopen department")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.reopen_department(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class CreateBrand(Command):
    """Make a brand. language: of its automatic words. colour: such as #3b5bdb."""

    name = "team.create_brand"
    label = _("Create brand")
    needs = queries.CONFIGURE
    title: str
    language: str = ""
    colour: str = "#3b5bdb"

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject(everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        language = _language(self.language or settings.LANGUAGE_CODE)
        brand = actions.create_brand(
            _title(self.title), language=language, colour=_colour(self.colour), by=by
        )
        return {"brand": brand.pk}


@command
@dataclass(frozen=True, kw_only=True)
class ChangeBrand(Command):
    """Change a brand. brand: its id. What is left out stays."""

    name = "team.change_brand"
    label = _("Change brand")
    needs = queries.CONFIGURE
    brand: int
    title: str | None = None
    language: str | None = None
    colour: str | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        brand = queries.find_brand(self.brand)
        return Subject(brand, None, (f"brand:{brand.pk}",), everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        to: dict[str, Any] = {}
        if self.title is not None:
            to["name"] = _title(self.title)
        if self.language is not None:
            to["language"] = _language(self.language)
        if self.colour is not None:
            to["colour"] = _colour(self.colour)
        actions.change_brand(subject.row, by=by, **to)


def _title(text: str) -> str:
    if not text.strip() or len(text) > 120:
        raise Invalid(field="title", problem=gettext("Write a name of up to 120 letters."))
    return text.strip()


def _minutes(minutes: int) -> timedelta | None:
    if not 0 <= minutes <= LONGEST // timedelta(minutes=1):
        raise Invalid(field="answers_within", problem=gettext("Give a time between no minute and a year."))
    return timedelta(minutes=minutes) if minutes else None


def _language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise Invalid(field="language", problem=gettext("This is not a language of the desk."))
    return code


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise Invalid(
            field="colour", problem=gettext("Write the colour as # and six digits or letters a to f.")
        )
    return text.lower()
