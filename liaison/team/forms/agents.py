"""What people type about their colleagues."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.models import Role
from liaison.authority.queries import extent_of, holds_at_least, roles, shown_name
from liaison.team.forms.own import own_names, time_zones
from liaison.team.models import Member
from liaison.team.queries import CONFIGURE, all_departments

MAIL, LINK, PASSWORD, TOKEN = "mail", "link", "password", "token"
EVERYWHERE = "all"


def roles_to_give(member: Member) -> list[Role]:
    """The roles this member may give to somebody, somewhere."""
    extent = extent_of(CONFIGURE, by=member)
    places = [None] if extent.everywhere else sorted(extent.departments)
    return [
        role
        for role in roles()
        if any(holds_at_least(_allowed(role), by=member, department=place) for place in places)
    ]


def _allowed(role: Role) -> dict[str, str]:
    return {p.command: p.effect for p in role.permissions.all()}


def places_to_give(member: Member) -> list[tuple[str, str]]:
    """Where this member may give a role: open departments, with their brand if there are several."""
    extent = extent_of(CONFIGURE, by=member)
    found = [d for d in all_departments() if d.closed_at is None and extent.covers(d.pk)]
    several = len({d.brand_id for d in found}) > 1
    return [(str(d.pk), f"{d.brand.name} · {d.name}" if several else d.name) for d in found]


class CreateAgent(forms.Form):
    """A new colleague: who, as what, and how far."""

    title = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"autofocus": True}))
    email = forms.EmailField(label=_("E-mail"), help_text=_("The address to sign in with."))
    role = forms.TypedChoiceField(label=_("Role"), coerce=int)
    extent = forms.ChoiceField(
        label=_("Extent of authority"),
        widget=forms.RadioSelect,
        choices=[(EVERYWHERE, _("All departments")), ("some", _("Only these departments:"))],
    )
    departments = forms.TypedMultipleChoiceField(
        label=_("Departments"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label=_("How the colleague comes in"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: Member, can_send: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        given = roles_to_give(by)
        usual = next((r.pk for r in given if r.key == "representative"), None)
        self.fields["role"].choices = [(r.pk, shown_name(r)) for r in given]  # type: ignore[attr-defined]
        self.fields["departments"].choices = places_to_give(by)  # type: ignore[attr-defined]
        mail = [(MAIL, _("By an invitation, sent by mail"))] if can_send else []
        others = [
            (LINK, _("By an invitation link, which I pass on")),
            (PASSWORD, _("By a first password, shown to me once")),
            (TOKEN, _("By a token: it is a program, a virtual representative")),
        ]
        self.fields["way"].choices = mail + others  # type: ignore[attr-defined]
        self.initial.setdefault("way", MAIL if can_send else PASSWORD)
        self.initial.setdefault("role", usual)
        everywhere = extent_of(CONFIGURE, by=by).everywhere
        self.initial.setdefault("extent", EVERYWHERE if everywhere else "some")
        if not everywhere:
            self.fields["extent"].choices = [("some", _("Only these departments:"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("extent") == "some" and not said.get("departments"):
            self.add_error("departments", gettext("Choose at least one department."))
        return said

    def where(self) -> list[int] | None:
        """The departments in which the role is to be held; None for all."""
        return None if self.cleaned_data["extent"] == EVERYWHERE else self.cleaned_data["departments"]


class ChangeAgent(forms.Form):
    """What is known of a colleague."""

    title = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language"), choices=own_names)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)


class GiveRoleForm(forms.Form):
    """One more role for a colleague."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=int)
    department = forms.TypedChoiceField(label=_("Where"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, by: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        usual = next((r.pk for r in roles_to_give(by) if r.key == "representative"), None)
        self.initial.setdefault("role", usual)  # Not the first of the list, which may do everything.
        everywhere = [("", _("All departments"))] if extent_of(CONFIGURE, by=by).everywhere else []
        self.fields["role"].choices = [(r.pk, shown_name(r)) for r in roles_to_give(by)]  # type: ignore[attr-defined]
        self.fields["department"].choices = everywhere + places_to_give(by)  # type: ignore[attr-defined]
