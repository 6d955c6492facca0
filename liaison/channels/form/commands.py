"""What others may ask to be done with forms."""

from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.channels.form import actions, queries
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid
from liaison.team.queries import open_department
from liaison.team.subjects import ForDepartment

CONFIGURE = "form.configure"
LONGEST = 2000  # Characters of a text.


@dataclass(frozen=True, kw_only=True)
class _Settings(Command):
    """Settings of a form; those not given keep what they have.

    heading, lead, thanks: texts by language. fields: the questions in order, each with `name`, `kind` (text, long,
    email, phone, choice, date, file, consent), `label` and `hint` by language, `required`, `options` of a choice as
    [{"value", "label"}…], `use` (name, subject) and `when` as {"field", "is": [values]}. origins: sites that may show
    it, as `https://shop.example`. acknowledges: whether a mail with the number goes out. programs: whether programs
    may hand in without having opened the page.
    """

    heading: dict[str, str] | None = None
    lead: dict[str, str] | None = None
    thanks: dict[str, str] | None = None
    fields: list[dict[str, Any]] | None = None
    origins: list[str] | None = None
    acknowledges: bool | None = None
    programs: bool | None = None

    def settings(self) -> dict[str, Any]:
        """What was given. Raises Invalid."""
        given = {f.name: getattr(self, f.name) for f in fields(_Settings)}
        known = dict(settings.LANGUAGES)
        for name in ("heading", "lead", "thanks"):
            texts = given[name] or {}
            if set(texts) - set(known):
                raise Invalid(field=name, problem=", ".join(known))
            if any(len(words) > LONGEST for words in texts.values()):
                raise Invalid(
                    field=name, problem=gettext("Up to %(most)s characters, please.") % {"most": LONGEST}
                )
        return {name: value for name, value in given.items() if value is not None}


@command
@dataclass(frozen=True, kw_only=True)
class OpenForm(ForDepartment, _Settings):
    """Let people hand in a form. title: what we call it. department: id of whoever answers."""

    name = "form.open"
    label = _("Open a form")
    needs = CONFIGURE
    title: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        made = actions.open_form(self.title, department=subject.row, by=by, **self.settings())
        return {"form": made.pk, "key": made.key}


@dataclass(frozen=True, kw_only=True)
class _OnForm(Command):
    form: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject.of(queries.find_form(self.form, for_=by, lock=lock))


@command
@dataclass(frozen=True, kw_only=True)
class ChangeForm(_OnForm, _Settings):
    """Set a form otherwise. form: its id. title: what we call it. department: id of whoever answers."""

    name = "form.change"
    label = _("Change a form")
    needs = CONFIGURE
    title: str | None = None
    department: int | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        given = self.settings()
        if self.title is not None:
            given["name"] = self.title.strip()[:120]
        if self.department is not None:
            given["department"] = open_department(self.department)
        actions.change_form(subject.row, by=by, **given)


@command
@dataclass(frozen=True, kw_only=True)
class CloseForm(_OnForm):
    """Take nothing more on a form. form: its id."""

    name = "form.close"
    label = _("Close a form")
    needs = CONFIGURE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.close_form(subject.row, by=by)
