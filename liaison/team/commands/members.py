"""Commands on colleagues, and on oneself."""

from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.actions import grant
from liaison.authority.catalogue import command
from liaison.authority.errors import MoreThanYours
from liaison.authority.models import Role
from liaison.authority.queries import extent_of, holds_at_least
from liaison.authority.words import OWN, Command, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid, NotFound
from liaison.team import actions, queries
from liaison.team.models import Department, Member


@command
@dataclass(frozen=True, kw_only=True)
class CreateMember(Command):
    """Add a colleague. role: its id. departments: ids in which the role is held, all when empty.

    password: the first one, at least ten characters; empty when the colleague will choose it by an invitation.
    kind: `human`, or `virtual` for a program that answers customers by a token; the company's rules tell them apart.
    """

    name = "team.create_member"
    label = _("Create agent")
    needs = queries.CONFIGURE
    email: str
    title: str
    role: int
    departments: list[int] | None = None
    password: str = ""
    language: str = ""
    time_zone: str = ""
    kind: Literal["human", "virtual"] = "human"

    def find(self, *, by: Actor, lock: bool) -> Subject:
        role = Role.objects.filter(pk=self.role).first()
        if role is None or len(self._open()) != len(set(self.departments or ())):
            raise NotFound
        return Subject(role, None, (f"role:{role.pk}",), everywhere=not self.departments)

    def _where(self) -> list[int | None]:
        return list(self.departments) if self.departments else [None]

    def _open(self) -> list[int]:
        found = Department.objects.filter(pk__in=self.departments or (), closed_at=None)
        return list(found.values_list("pk", flat=True))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        for department in self._where():
            _must_cover(subject.row, department, by=by)
        member = actions.create_member(
            _email(self.email),
            name=_said(self.title, "title"),
            password=_password(self.password) if self.password else None,
            language=_language(self.language or settings.LANGUAGE_CODE),
            time_zone=_time_zone(self.time_zone or settings.TIME_ZONE),
            kind=self.kind,
            by=by,
        )
        for department in self._where():
            grant(subject.row, to=member.ref, department=department, by=by)
        return {"member": member.pk}


def _must_cover(role: Role, department: int | None, *, by: Actor) -> None:
    """Nobody makes a colleague who may do more than they, or where they may do nothing."""
    allowed = dict(role.permissions.values_list("command", "effect"))
    configures = extent_of(queries.CONFIGURE, by=by).covers_all(department)
    if not configures or not holds_at_least(allowed, by=by, department=department):
        raise MoreThanYours


@dataclass(frozen=True, kw_only=True)
class MemberCommand(Command):
    """A command on one colleague. member: the id."""

    needs = queries.CONFIGURE
    member: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.colleague(self.member, for_=by)
        member = Member.objects.select_for_update().get(pk=self.member) if lock else found.member
        # Whoever configures only some departments may change those who work nowhere else.
        return Subject(member, None, (member.ref,), everywhere=not found.mine)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeMember(MemberCommand):
    """Change the account of a colleague. member: the id. Empty parameters stay as they are."""

    name = "team.change_member"
    label = _("Change agent")
    title: str = ""
    email: str = ""
    language: str = ""
    time_zone: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        to: dict[str, Any] = {}
        if self.title.strip():
            to["name"] = self.title.strip()
        if self.email:
            to["email"] = _email(self.email)
        if self.language:
            to["language"] = _language(self.language)
        if self.time_zone:
            to["time_zone"] = _time_zone(self.time_zone)
        actions.change_member(subject.row, by=by, **to)


@command
@dataclass(frozen=True, kw_only=True)
class InviteMember(MemberCommand):
    """Note that a colleague is being sent a link to choose a password. member: the id."""

    name = "team.invite_member"
    label = _("Invite agent")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.invite_member(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class SetPassword(MemberCommand):
    """Give a colleague a new password; their sessions end. member: the id. password: at least ten characters."""

    name = "team.set_password"
    label = _("Set a new password")
    password: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.set_password(subject.row, _password(self.password), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class DeactivateMember(MemberCommand):
    """Have a colleague no longer work here; sessions end, tickets and words stay. member: the id."""

    name = "team.deactivate_member"
    label = _("Deactivate agent")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.deactivate_member(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class ReactivateMember(MemberCommand):
    """Have a colleague work here again, with the authority held before. member: the id."""

    name = "team.reactivate_member"
    label = _("Reactivate agent")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.reactivate_member(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeMySettings(Command):
    """Change what is one's own: name, language, time zone, and the signature below one's replies.

    told_by_mail: `away`, `always` or `never`: whether what waits for one's release comes by mail too.
    """

    name = "team.change_my_settings"
    label = _("Change my settings")
    needs = OWN
    title: str
    language: str
    time_zone: str
    signature: str = ""
    told_by_mail: Literal["away", "always", "never"] | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        noun, _colon, id_ = by.ref.partition(":")
        member = Member.objects.filter(pk=int(id_)).first() if noun == "member" else None
        if member is None:
            raise NotFound
        return Subject(member, None, (member.ref,))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        told = {} if self.told_by_mail is None else {"told_by_mail": self.told_by_mail}
        actions.change_member(
            subject.row,
            **told,
            name=_said(self.title, "title"),
            language=_language(self.language),
            time_zone=_time_zone(self.time_zone),
            signature=self.signature.strip()[:5_000],
            by=by,
        )


def _said(text: str, field: str) -> str:
    if not text.strip() or len(text) > 120:
        raise Invalid(field=field, problem=gettext("Write a name of up to 120 letters."))
    return text.strip()


def _email(text: str) -> str:
    try:
        validate_email(text.strip())
    except ValidationError as wrong:
        raise Invalid(field="email", problem=wrong.messages[0]) from wrong
    return text.strip()


def _password(text: str) -> str:
    try:
        validate_password(text)
    except ValidationError as wrong:
        raise Invalid(field="password", problem=" ".join(wrong.messages)) from wrong
    return text


def _language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise Invalid(field="language", problem=gettext("This is not a language of the desk."))
    return code


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise Invalid(field="time_zone", problem=gettext("This is not a time zone."))
    return name
