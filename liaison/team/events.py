"""What can happen in the team."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class MemberCreated(Event):
    """A colleague was added."""

    kind = "team.member_created"
    says = _("%(by)s added %(member)s to the team.")
    about = ("member",)
    member_id: int


@event
@dataclass(frozen=True, kw_only=True)
class DepartmentCreated(Event):
    """A department was opened."""

    kind = "team.department_created"
    says = _("%(by)s opened the department %(department)s.")
    about = ("department",)
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class BrandCreated(Event):
    """A brand was made."""

    kind = "team.brand_created"
    says = _("%(by)s made the brand %(brand)s.")
    about = ("brand",)
    brand_id: int
