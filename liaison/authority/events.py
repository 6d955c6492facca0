"""What can happen to authority."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class Asked(Event):
    """Somebody asked for what needs a release."""

    kind = "authority.asked"
    says = _("%(by)s asked for a release.")
    about = ("ticket", "approval")
    approval_id: int
    ticket_id: int | None
    command: str


@event
@dataclass(frozen=True, kw_only=True)
class Released(Event):
    """What was asked was released and carried out."""

    kind = "authority.released"
    says = _("%(by)s released it.")
    about = ("ticket", "approval")
    approval_id: int
    ticket_id: int | None
    edited: bool = False


@event
@dataclass(frozen=True, kw_only=True)
class Returned(Event):
    """What was asked was returned with a word why."""

    kind = "authority.returned"
    says = _("%(by)s returned it with a comment.")
    about = ("ticket", "approval")
    approval_id: int
    ticket_id: int | None


@event
@dataclass(frozen=True, kw_only=True)
class Lapsed(Event):
    """What was asked went back because nobody answered in time."""

    kind = "authority.lapsed"
    says = _("Nobody released it in time.")
    about = ("ticket", "approval")
    approval_id: int
    ticket_id: int | None


@event
@dataclass(frozen=True, kw_only=True)
class LapsedByChange(Event):
    """What was asked went back because it was not the same any more when somebody released it."""

    kind = "authority.lapsed_by_change"
    says = _("What was asked for had changed by the time it was released, so it went back.")
    about = ("ticket", "approval")
    approval_id: int
    ticket_id: int | None


@event
@dataclass(frozen=True, kw_only=True)
class RuleMade(Event):
    """A rule was written, or another version of it."""

    kind = "authority.rule_made"
    says = _("%(by)s wrote the rule %(rule)s.")
    about = ("rule",)
    rule_id: int
    key: str
    edition: int


@event
@dataclass(frozen=True, kw_only=True)
class RuleEnded(Event):
    """A rule was ended; what was decided by it stays."""

    kind = "authority.rule_ended"
    says = _("%(by)s ended the rule %(rule)s.")
    about = ("rule",)
    rule_id: int
    key: str


@event
@dataclass(frozen=True, kw_only=True)
class RuleFailed(Event):
    """The condition of a rule could not be asked, so the command was refused."""

    kind = "authority.rule_failed"
    says = _("The rule %(rule)s could not be asked, so “%(command)s” was refused.")
    about = ("rule",)
    rule_id: int
    command: str
    problem: str


@event
@dataclass(frozen=True, kw_only=True)
class SettingChanged(Event):
    """A setting that rules look at was given another value."""

    kind = "authority.setting_changed"
    says = _("%(by)s changed the setting %(name)s of the rules.")
    about = ()
    name: str


@event
@dataclass(frozen=True, kw_only=True)
class PackLoaded(Event):
    """A pack of rules was loaded."""

    kind = "authority.pack_loaded"
    says = _("%(by)s loaded the rules of %(name)s, edition %(edition)s.")
    about = ()
    name: str
    edition: int
    made: int
    ended: int
    kept: int


@event
@dataclass(frozen=True, kw_only=True)
class RoleDefined(Event):
    """A role was made or changed."""

    kind = "authority.role_defined"
    says = _("%(by)s defined the role %(role)s.")
    about = ("role",)
    role_id: int


@event
@dataclass(frozen=True, kw_only=True)
class RoleRemoved(Event):
    """A role which nobody held was taken away."""

    kind = "authority.role_removed"
    says = _("%(by)s removed a role.")
    about = ("role",)
    role_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Granted(Event):
    """Somebody was given a role."""

    kind = "authority.granted"
    says = _("%(by)s gave %(member)s the role %(role)s.")
    about = ("member", "role")
    role_id: int
    member_id: int
    department_id: int | None


@event
@dataclass(frozen=True, kw_only=True)
class Revoked(Event):
    """A role was taken from somebody."""

    kind = "authority.revoked"
    says = _("%(by)s took the role %(role)s from %(member)s.")
    about = ("member", "role")
    role_id: int
    member_id: int
    department_id: int | None
