"""The page on which a complaint is opened, from a ticket or by hand."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liaison.authority.words import Done
from liaison.complaints import fields, queries
from liaison.complaints.commands import Open
from liaison.customers.finding import find_people
from liaison.kit.clock import now
from liaison.kit.ids import id_in
from liaison.kit.pages import show
from liaison.team.asking import must_hold, submit
from liaison.team.models import Member
from liaison.team.queries import departments, open_departments
from liaison.team.requests import TeamRequest
from liaison.tickets import queries as tickets
from liaison.tickets.models import Ticket

CHANNELS = (
    ("letter", _("Letter")),
    ("email", _("E-mail")),
    ("phone", _("Telephone")),
    ("counter", _("Counter")),
    ("form", _("Form")),
    ("hand", _("Otherwise")),
)


class OpenForm(forms.Form):
    """A complaint: of what kind, what is claimed, when it came in, whom it is about."""

    kind = forms.TypedChoiceField(label=_("Kind"), coerce=int)
    claim = fields.lines(_("What is said to have gone wrong"), rows=6, hint=_("In the customer’s own words."))
    wish = fields.lines(_("What the customer wants"), rows=2, needed=False)
    amount = fields.amount(_("Amount"))
    currency = fields.currency()
    order = forms.CharField(label=_("Order"), max_length=60, required=False)
    received = fields.moment(
        _("When it came in"), hint=_("The deadlines run from here and nothing stops them.")
    )
    channel = forms.ChoiceField(label=_("How it came in"), choices=CHANNELS)
    customer = forms.TypedChoiceField(label=_("Customer"), required=False, coerce=int, empty_value=None)
    department = forms.TypedChoiceField(label=_("Handled by"), coerce=int)
    concerns = forms.TypedMultipleChoiceField(
        label=_("Colleagues whom it is about"), required=False, coerce=int,
        widget=forms.SelectMultiple({"size": 4}),
        help_text=_("They neither handle it nor see that it exists."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Member, ticket: Ticket | None, words: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.ticket, self.by, self.words = ticket, by, words
        self._choose("kind", [(one.pk, queries.kind_name(one)) for one in queries.kinds()])
        self._choose("concerns", [(one.pk, one.name) for one in queries.nameable()])
        self._where()
        self.initial.setdefault("received", timezone.localtime(self._came()))

    def _choose(self, field: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def _where(self) -> None:
        if self.ticket:
            del self.fields["channel"], self.fields["customer"]
            open_ones = open_departments()
            self.initial.setdefault("department", self.ticket.department_id)
        else:
            open_ones = tuple(departments(for_=self.by, permission="complaints.open"))
            people = find_people(self.by, self.words, limit=8) if self.words else []
            self._choose("customer", [("", "—"), *((one.id, f"{one.name} {one.shown}") for one in people)])
            if len(people) == 1:
                self.initial.setdefault("customer", people[0].id)
        self._choose("department", [(one.pk, one.name) for one in open_ones])

    def _came(self) -> Any:
        last = tickets.last_from_customer(self.ticket) if self.ticket else None
        return last.at if last else self.ticket.created_at if self.ticket else now()

    def command(self) -> Open:
        """What is asked of the gate."""
        return Open(ticket=self.ticket.pk if self.ticket else None, **self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Open a complaint. ticket: number of the one from which it comes. q: who the customer is, when by hand."""
    asked = cast(TeamRequest, request)
    must_hold(asked, "complaints.open")
    number = id_in(request.GET.get("ticket", ""))
    ticket = tickets.find_number(number, for_=asked.member) if number is not None else None
    words = request.GET.get("q", "").strip()
    posted = request.POST if request.method == "POST" else None
    form = OpenForm(posted, by=asked.member, ticket=ticket, words=words)
    if posted is not None and form.is_valid():
        outcome = submit(asked, form, form.command(), said=str(_("The complaint is open.")))
        if isinstance(outcome, Done):
            return _there(asked, outcome.result["number"], ticket)
    status = 422 if posted is not None else 200
    return show(request, "complaints/open.html", status=status, form=form, ticket=ticket, words=words)


def _there(request: TeamRequest, number: int, ticket: Ticket | None) -> HttpResponse:
    """The new complaint; whoever may not see it (it is about them, or another department handles it) goes back."""
    if queries.visible_to(request.member).filter(number=number).exists():
        return redirect("complaint", complaint=number)
    return redirect("ticket", number=ticket.number) if ticket else redirect("complaints")
