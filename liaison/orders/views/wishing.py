"""The one dialog of every command on an order: details, what is given or charged, the rule that applies, the yes."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liaison.authority.actions import perform, preview
from liaison.authority.words import Done, Outcome, Refused, Subject
from liaison.kit.errors import Invalid, NotFound, Refusal
from liaison.kit.ids import id_in
from liaison.kit.money import major
from liaison.kit.pages import show
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand
from liaison.orders.forms import WISHES, Wish
from liaison.orders.offers import LOOKS, SAID_YES, wish
from liaison.team.requests import TeamRequest
from liaison.tickets import queries as tickets

MESSAGES: Final = 5
ALOUD: Final = "aloud"


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What would become of it. look: done, waiting, refused. details: what the customer says yes to."""

    look: str
    details: list[str]
    outcome: Outcome

    @property
    def aloud(self) -> str:
        """The details as they are read to the customer."""
        return " ".join(self.details)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, order: int, wish: str) -> HttpResponse:
    """Ask what is wished, show what would become of it, and do it once that is wanted."""
    if wish not in WISHES:
        raise NotFound
    asked = _Asked(cast(TeamRequest, request), order, wish)
    if request.method == "POST" and "foresee" not in request.POST:
        return asked.do()
    return asked.shown()


class _Asked:
    """One dialog as it was asked for."""

    def __init__(self, request: TeamRequest, order: int, name: str) -> None:
        self.request, self.name, self.member = request, name, request.member
        given = request.POST if request.method == "POST" else request.GET
        self.ticket = id_in(given.get("ticket", ""))
        self.case = Case.find(order, by=self.member, lock=False)
        posted = request.POST if request.method == "POST" else None
        self.form: Wish = WISHES[name](posted, case=self.case)

    def do(self) -> HttpResponse:
        """Do it, or have it wait; a refusal is shown in the dialog."""
        if not self.form.is_valid():
            return self.shown()
        if self._was_read_otherwise():
            return self.shown(
                Refused(reason=_("Read these details to the customer: they were not shown like this."))
            )
        try:
            outcome = perform(
                self.command(self.yes()), by=self.member, key=self.request.POST.get("idempotency_key", "")
            )
        except NotFound:
            raise
        except Refusal as no:
            outcome = Refused(reason=no.sentence, name=no.name)
        if isinstance(outcome, Refused):
            return self.shown(outcome)
        said = _("Done.") if isinstance(outcome, Done) else _("It waits for a release.")
        messages.success(self.request, said)
        return self._back(said)

    def _was_read_otherwise(self) -> bool:
        """Whether something else was read aloud than what would be done now, or nothing was shown to be read."""
        foreseen = self.foreseen(None) if self.request.POST.get("yes") == ALOUD else None
        return foreseen is not None and foreseen.aloud != self.request.POST.get("read_aloud", "")

    def command(self, yes: Any) -> OrderCommand:
        """The command that the form says."""
        return wish(self.name, self.case, ticket=self.ticket, yes=yes, **self.form.wished())

    def yes(self) -> dict[str, Any] | None:
        """The customer's yes as the form has it: a message of theirs, or that it was read aloud and their answer."""
        said = self.request.POST.get("yes", "")
        if said == ALOUD:
            aloud = self.request.POST.get("read_aloud", "")
            return {"read_aloud": aloud, "answered": self.request.POST.get("answered", "")}
        message = id_in(said)
        return None if message is None else {"message": message}

    def foreseen(self, refused: Refused | None) -> Foreseen | None:
        """What would become of what the form says, once it says enough."""
        if not self.form.is_bound or not self.form.is_valid():
            return None
        try:
            command = self.command(SAID_YES if self.ticket else None)
            subject = command.find(by=self.member, lock=False)
            outcome = refused or preview(command, by=self.member, subject=subject)
        except Invalid as wrong:
            self.form.add_error(None, wrong.sentence)
            return None
        details = self.form.details(self._spent(command, subject))
        return Foreseen(look=LOOKS[type(outcome)], details=details, outcome=outcome)

    def _spent(self, command: OrderCommand, subject: Subject) -> Any:
        spent = command.spends(subject)
        return major(sum(one.amount for one in spent), self.case.order.currency)

    def shown(self, refused: Refused | None = None) -> HttpResponse:
        """The dialog, or what of it is drawn again while the form is filled in."""
        foreseen = self.foreseen(refused)
        again = "foresee" in self.request.POST
        inside = bool(self.request.headers.get("HX-Request"))
        part = "wish" if not inside else "foreseen" if again else "dialog"
        return show(
            self.request,
            f"orders/{part}.html",
            status=200 if inside or refused is None else 409,
            order=self.case.order,
            form=self.form,
            asks=self.form.asks,
            name=self.name,
            ticket=self.ticket,
            foreseen=foreseen,
            said=self._said(),
            chosen=self.request.POST.get("yes", ""),
            answered=self.request.POST.get("answered", ""),
            key=self.request.POST.get("idempotency_key") or token_urlsafe(16),
        )

    def _said(self) -> list[tuple[str, str]]:
        """The newest messages of the customer on the ticket, which may hold their yes."""
        if self.ticket is None:
            return []
        found = tickets.find(self.ticket, for_=self.member)
        rows = found.messages.filter(direction="in").order_by("-id")[:MESSAGES]
        return [(str(row.pk), row.reply or row.text) for row in rows]

    def _back(self, said: str) -> HttpResponse:
        if self.ticket is None:
            address = reverse("order", args=[self.case.order.pk])
        else:
            number = tickets.find(self.ticket, for_=self.member).number
            address = reverse("ticket", kwargs={"number": number})
        if not self.request.headers.get("HX-Request"):
            return HttpResponseRedirect(address)
        answer = show(self.request, "orders/done.html", said=said)
        answer["HX-Trigger"] = "liaison:done"
        return answer
