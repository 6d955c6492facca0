"""What can happen in the team."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class MemberEvent(Event):
    """Something that happened to a colleague."""

    about: ClassVar[tuple[str, ...]] = ("member",)
    member_id: int


@dataclass(frozen=True, kw_only=True)
class DepartmentEvent(Event):
    """Something that happened to a department."""

    about: ClassVar[tuple[str, ...]] = ("department",)
    department_id: int


@dataclass(frozen=True, kw_only=True)
class BrandEvent(Event):
    """Something that happened to a brand."""

    about: ClassVar[tuple[str, ...]] = ("brand",)
    brand_id: int


@event
@dataclass(frozen=True, kw_only=True)
class MemberCreated(MemberEvent):
    """A colleague was added."""

    kind = "team.member_created"
    says = _("%(by)s added %(member)s to the team.")


@event
@dataclass(frozen=True, kw_only=True)
class MemberChanged(MemberEvent):
    """What is known of a colleague was changed. fields: which of it."""

    kind = "team.member_changed"
    says = _("%(by)s changed the account of %(member)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class MemberInvited(MemberEvent):
    """A colleague was sent a link with which to choose a password."""

    kind = "team.member_invited"
    says = _("%(by)s invited %(member)s.")


@event
@dataclass(frozen=True, kw_only=True)
class MemberDeactivated(MemberEvent):
    """A colleague no longer works here; sessions are ended, nothing is deleted."""

    kind = "team.member_deactivated"
    says = _("%(by)s deactivated %(member)s.")


@event
@dataclass(frozen=True, kw_only=True)
class MemberReactivated(MemberEvent):
    """A colleague works here again."""

    kind = "team.member_reactivated"
    says = _("%(by)s reactivated %(member)s.")


@event
@dataclass(frozen=True, kw_only=True)
class SignedIn(MemberEvent):
    """Somebody signed in."""

    kind = "team.signed_in"
    says = _("%(member)s signed in.")


@event
@dataclass(frozen=True, kw_only=True)
class PasswordChanged(MemberEvent):
    """A password was set anew; all other sessions of that colleague ended."""

    kind = "team.password_changed"
    says = _("The password of %(member)s was changed.")


@event
@dataclass(frozen=True, kw_only=True)
class DepartmentCreated(DepartmentEvent):
    """A department was opened."""

    kind = "team.department_created"
    says = _("%(by)s opened the department %(department)s.")


@event
@dataclass(frozen=True, kw_only=True)
class DepartmentChanged(DepartmentEvent):
    """A department was changed. fields: what of it."""

    kind = "team.department_changed"
    says = _("%(by)s changed the department %(department)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class DepartmentClosed(DepartmentEvent):
    """A department takes nothing new."""

    kind = "team.department_closed"
    says = _("%(by)s closed the department %(department)s.")


@event
@dataclass(frozen=True, kw_only=True)
class DepartmentReopened(DepartmentEvent):
    """A closed department is open again."""

    kind = "team.department_reopened"
    says = _("%(by)s opened the department %(department)s again.")


@event
@dataclass(frozen=True, kw_only=True)
class BrandCreated(BrandEvent):
    """A brand was made."""

    kind = "team.brand_created"
    says = _("%(by)s made the brand %(brand)s.")


@event
@dataclass(frozen=True, kw_only=True)
class BrandChanged(BrandEvent):
    """A brand was changed. fields: what of it."""

    kind = "team.brand_changed"
    says = _("%(by)s changed the brand %(brand)s.")
    fields: tuple[str, ...] = ()
