"""What every dialog shares: it foresees what would become of a form, and does it once that is wanted."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from liaison.authority.actions import most_allowed, perform, preview
from liaison.authority.words import Command, Done, Outcome, Refused, Subject, Waiting
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.ids import id_in
from liaison.kit.money import Money, major
from liaison.kit.pages import show
from liaison.orders.forms import Wish
from liaison.orders.offers import LOOKS, SAID_YES
from liaison.orders.views.waiting import awaited
from liaison.team.requests import TeamRequest
from liaison.tickets import queries as tickets

MESSAGES: Final = 5
ALOUD: Final = "aloud"
AGAIN: Final = "foresee"
FORESEEN: Final = "orders/foreseen.html"


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What would become of it. look: done, waiting, refused. details: what the customer says yes to.

    meanwhile: where it would wait, what may be given without a release.
    """

    look: str
    details: list[str]
    outcome: Outcome
    meanwhile: Money | None = None

    @property
    def aloud(self) -> str:
        """The details as they are read to the customer."""
        return " ".join(self.details)


class Asking:
    """A form of a command as it was asked for, filled in or not. Subclasses say what it is about and how it looks.

    page: where the whole of it stands. inside: the same as a dialog over another page.
    """

    page: ClassVar[str] = "orders/wish.html"
    inside: ClassVar[str] = "orders/dialog.html"
    form: Wish
    wrong: str = ""
    """Why it cannot be foreseen, where that is not about one field."""

    def __init__(self, request: TeamRequest) -> None:
        self.request, self.member = request, request.member
        self.given = request.POST if request.method == "POST" else request.GET
        self.ticket = id_in(self.given.get("ticket", ""))

    @property
    def posted(self) -> Any:
        """What was filled in, None before anything was."""
        return self.request.POST if self.request.method == "POST" else None

    def command(self, yes: Any) -> Command:
        """The command that the form says."""
        raise NotImplementedError

    def home(self) -> str:
        """Where one goes once it was done."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """What its templates take besides what all of them do."""
        return {}

    def answer(self) -> HttpResponse:
        """Do it where that is wanted, else show it."""
        if self.request.method == "POST" and AGAIN not in self.request.POST:
            return self.do()
        return self.shown()

    def do(self) -> HttpResponse:
        """Do it, or have it wait; a refusal is shown in the dialog."""
        if not self.form.is_valid():
            return self.shown()
        if self._was_read_otherwise():
            return self.shown(
                Refused(reason=_("Read these details to the customer: they were not shown like this."))
            )
        outcome = self._performed()
        if isinstance(outcome, Refused):
            return self.shown(outcome)
        if (
            isinstance(outcome, Waiting)
            and self.request.headers.get("HX-Request")
            and self.inside == Asking.inside
        ):
            answer = awaited(self.request, outcome.approval, part=False)
            answer["HX-Trigger"] = "liaison:done"
            return answer
        said = self.said(outcome) if isinstance(outcome, Done) else _("It waits for a release.")
        messages.success(self.request, said)
        return self._back(said)

    def _performed(self) -> Outcome:
        key = self.request.POST.get("idempotency_key", "")
        try:
            return perform(self.command(self.yes()), by=self.member, key=key)
        except NotFound:
            raise
        except Refusal as no:
            return Refused(reason=no.sentence, name=no.name)

    def said(self, outcome: Done) -> str:
        """What is told once it was done."""
        return _("Done.")

    def _was_read_otherwise(self) -> bool:
        """Whether something else was read aloud than what would be done now, or nothing was shown to be read."""
        foreseen = self.foreseen(None) if self.request.POST.get("yes") == ALOUD else None
        return foreseen is not None and foreseen.aloud != self.request.POST.get("read_aloud", "")

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
            details = self.form.details(self._spent(command, subject))
            waits = isinstance(outcome, Waiting)
            meanwhile = most_allowed(command, by=self.member, subject=subject) if waits else None
        except NotFound:
            raise
        except Refusal as wrong:
            self.wrong = wrong.sentence
            self.form.add_error(None, wrong.sentence)
            return None
        return Foreseen(look=LOOKS[type(outcome)], details=details, outcome=outcome, meanwhile=meanwhile)

    def _spent(self, command: Command, subject: Subject) -> Any:
        spent = command.spends(subject)
        return major(sum(one.amount for one in spent), self.form.case.order.currency)

    def shown(self, refused: Refused | None = None) -> HttpResponse:
        """The dialog, or what of it is drawn again while the form is filled in."""
        foreseen = self.foreseen(refused)
        inside = bool(self.request.headers.get("HX-Request"))
        return show(
            self.request,
            self.part() if inside else self.page,
            status=200 if inside or refused is None else 409,
            form=self.form,
            asks=self.form.asks,
            action=self.request.path,
            ticket=self.ticket,
            foreseen=foreseen,
            wrong=self.wrong if inside and self.part() == FORESEEN else "",
            said=self._said(),
            chosen=self.request.POST.get("yes", ""),
            answered=self.request.POST.get("answered", ""),
            key=self.request.POST.get("idempotency_key") or token_urlsafe(16),
            **self.context(),
        )

    def part(self) -> str:
        """What is drawn where a page asks for a part of it."""
        return FORESEEN if AGAIN in self.request.POST else self.inside

    def _said(self) -> list[tuple[str, str]]:
        """The newest messages of the customer on the ticket, which may hold their yes."""
        if self.ticket is None:
            return []
        found = tickets.find(self.ticket, for_=self.member)
        rows = found.messages.filter(direction="in").order_by("-id")[:MESSAGES]
        return [(str(row.pk), row.reply or row.text) for row in rows]

    def _back(self, said: str) -> HttpResponse:
        if not self.request.headers.get("HX-Request"):
            return HttpResponseRedirect(self.home())
        answer = show(self.request, "orders/done.html", said=said)
        answer["HX-Trigger"] = "liaison:done"
        return answer


def of_ticket(ticket: int, *, member: Any) -> str:
    """The address of a conversation."""
    return reverse("ticket", kwargs={"number": tickets.find(ticket, for_=member).number})
