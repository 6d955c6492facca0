"""What people type about departments, brands and roles."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.team.forms.own import own_names
from liaison.team.models import Department
from liaison.team.queries import brands

HOURS = (
    (0, _("No time is promised")),
    (60, _("within an hour")),
    (240, _("within four hours")),
    (480, _("within eight hours")),
    (1440, _("within a day")),
    (2880, _("within two days")),
    (4320, _("within three days")),
    (10080, _("within a week")),
)
"""Minutes, and how they are said."""


class DepartmentForm(forms.Form):
    """A department."""

    title = forms.CharField(label=_("Name"), max_length=120)
    brand = forms.TypedChoiceField(label=_("Brand"), coerce=int)
    acknowledges = forms.BooleanField(
        label=_("Acknowledge each new mail at once"),
        required=False,
        help_text=_("The customer is told the number of the ticket and the time below."),
    )
    answers_within = forms.TypedChoiceField(
        label=_("We usually answer"),
        coerce=int,
        choices=HOURS,
        help_text=_("An honest time: what customers are told and what you can keep."),
    )
    signature = forms.CharField(
        label=_("Signature"), required=False, max_length=5_000, widget=forms.Textarea({"rows": 4}),
        help_text=_("Stands below replies of colleagues without a signature of their own."),
    )  # fmt: skip

    calls_back = forms.BooleanField(
        label=_("Call customers back"), required=False, initial=True,
        help_text=_("Customers may then ask to be answered by telephone."),
    )  # fmt: skip

    def __init__(self, *args: Any, department: Department | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["brand"].choices = [(b.pk, b.name) for b in brands()]  # type: ignore[attr-defined]
        if department is None:
            return
        del self.fields["brand"]  # What customers were told in one name is not taken to another.
        minutes = int((department.answers_within or timedelta(0)) / timedelta(minutes=1))
        if minutes not in dict(HOURS):
            more_hours = [*HOURS, (minutes, _("as set through the API"))]
            self.fields["answers_within"].choices = more_hours  # type: ignore[attr-defined]
        self.initial = {
            "title": department.name,
            "acknowledges": department.acknowledges,
            "answers_within": minutes,
            "signature": department.signature,
            "calls_back": department.calls_back,
        }


class BrandForm(forms.Form):
    """A brand."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As customers know it; it stands in the sender's name.")
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=own_names,
        help_text=_("Of automatic words when the customer's is unknown."),
    )
    colour = forms.CharField(
        label=_("Colour"), initial="#3b5bdb", max_length=7, widget=forms.TextInput({"type": "color"})
    )


class RoleForm(forms.Form):
    """The name of a role; what it may is asked for beside it, command by command."""

    title = forms.CharField(label=_("Name"), max_length=80)
