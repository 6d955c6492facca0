"""What people type about a complaint: one form for each thing that is done to it."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison.authority.words import Command
from liaison.complaints import commands, fields, letters, queries
from liaison.complaints.models import Complaint
from liaison.complaints.words import Cause, Outcome, OutsideOutcome, Side, Where
from liaison.kit.clock import now
from liaison.kit.text import day
from liaison.team.models import Member
from liaison.tickets.words import Enclosed

Choices = Iterable[tuple[Any, Any]]


class ActForm(forms.Form):
    """A form that becomes a command on one complaint. said: what is told when it was done. by: who fills it in."""

    said: ClassVar[Any] = _("Saved.")

    def __init__(self, *args: Any, complaint: Complaint, by: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self.complaint, self.by = complaint, by
        self.prepare()

    def prepare(self) -> None:
        """Fill in what is known already."""

    def command(self) -> Command:
        """What is asked of the gate."""
        raise NotImplementedError

    def _given(self, *names: str) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in names}

    def _choose(self, field: str, choices: Choices) -> None:
        self.fields[field].choices = list(choices)  # type: ignore[attr-defined]


class TakeForm(ActForm):
    """Who answers for it."""

    to = forms.TypedChoiceField(label=_("Who answers for it"), coerce=int)

    def prepare(self) -> None:
        about = set(self.complaint.concerns.values_list("member", flat=True))
        able = [one for one in queries.handlers(self.complaint.department_id) if one.pk not in about]
        self._choose("to", [(one.pk, one.name) for one in able])
        self.initial.setdefault("to", self.complaint.handler_id or self.by.pk)

    def command(self) -> Command:
        return commands.Take(complaint=self.complaint.pk, **self._given("to"))


class AcknowledgeForm(ActForm):
    """That it came in."""

    said = _("The customer is told.")
    text = fields.lines(_("What they are told"), rows=9, needed=False)
    told = fields.told()

    def prepare(self) -> None:
        if self.complaint.ticket_id:
            self.initial.setdefault("text", letters.acknowledgement(self.complaint, by=self.by.name))
        else:
            del self.fields["text"]

    def command(self) -> Command:
        told = self.cleaned_data["told"]
        text = "" if told else self.cleaned_data.get("text", "")
        return commands.Acknowledge(complaint=self.complaint.pk, text=text, told=told)


class ExtendForm(ActForm):
    """That it takes longer."""

    said = _("The time is extended, and the customer is told.")
    until = fields.day(_("Answer at the latest on"))
    reason = fields.lines(_("The reason, as the customer reads it"))
    told = fields.told()

    def command(self) -> Command:
        until, reason, told = (self.cleaned_data[name] for name in ("until", "reason", "told"))
        text = "" if told else letters.extension(self.complaint, until=until, reason=reason, by=self.by.name)
        return commands.Extend(complaint=self.complaint.pk, until=until, reason=reason, text=text, told=told)


class PositionForm(ActForm):
    """How a side sees it."""

    side = fields.side()
    text = fields.lines(_("How they see it"), rows=6)

    def prepare(self) -> None:
        self.initial.setdefault("side", Side.COMPANY)

    def command(self) -> Command:
        return commands.StatePosition(complaint=self.complaint.pk, **self._given("side", "text"))


class EvidenceForm(ActForm):
    """What there is to look at. enclosed: the files that came with the form."""

    side = fields.side()
    message = forms.TypedChoiceField(
        label=_("A message of the ticket"), required=False, coerce=int, empty_value=None
    )
    words = fields.lines(_("What it shows"), rows=2, needed=False)
    enclosed: tuple[Enclosed, ...] = ()

    def prepare(self) -> None:
        self.initial.setdefault("side", Side.CUSTOMER)
        if self.complaint.ticket is None:
            del self.fields["message"]
            return
        last = self.complaint.ticket.messages.order_by("-id")[:60]
        said = [(one.pk, f"{day(one.at)} · {(one.reply or one.text)[:70]}") for one in last]
        self._choose("message", [("", "—"), *said])

    def command(self) -> Command:
        return commands.AddEvidence(
            complaint=self.complaint.pk,
            message=self.cleaned_data.get("message"),
            files=list(self.enclosed),
            **self._given("side", "words"),
        )


class OfferForm(ActForm):
    """What is offered."""

    text = fields.lines(_("What is offered"), rows=3)
    amount = fields.amount(_("Amount"))
    currency = fields.currency()
    until = fields.moment(_("Open until"), needed=False)

    def command(self) -> Command:
        return commands.MakeOffer(
            complaint=self.complaint.pk, **self._given("text", "amount", "currency", "until")
        )


class AnswerOfferForm(ActForm):
    """What the customer said to an offer."""

    offer = forms.IntegerField(min_value=1, max_value=2**62)
    accepted = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")

    def command(self) -> Command:
        return commands.AnswerOffer(**self._given("offer", "accepted"))


class DecideForm(ActForm):
    """The outcome."""

    said = _("Decided. Now tell the customer.")
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    reasons = fields.lines(_("Why, as the customer reads it"), rows=5, needed=False)
    remedy = fields.lines(_("What puts it right"), rows=2, needed=False)
    amount = fields.amount(_("What the customer gets back"))
    currency = fields.currency()
    cause = forms.ChoiceField(label=_("Where it went wrong"), choices=Cause.choices, required=False)
    cause_words = fields.lines(
        _("Root cause"), rows=2, needed=False, hint=_("For ourselves: no letter says it.")
    )

    def command(self) -> Command:
        names = ("outcome", "reasons", "remedy", "amount", "currency", "cause", "cause_words")
        return commands.Decide(complaint=self.complaint.pk, **self._given(*names))


class LetterForm(ActForm):
    """The final answer."""

    said = _("The final answer is on its way.")
    instance = forms.TypedChoiceField(
        label=_("Where they can turn"), required=False, coerce=int, empty_value=None,
        help_text=_("The letter names it. Choosing another one drafts the letter anew."),
    )  # fmt: skip
    text = fields.lines(_("The letter"), rows=26)
    told = fields.told()

    def prepare(self) -> None:
        self._choose("instance", [("", "—"), *((one.pk, one.name) for one in queries.instances())])
        if self.complaint.ticket_id is None:
            self.fields["text"].help_text = _(
                "No ticket belongs to this complaint: say below how the letter left."
            )

    def command(self) -> Command:
        told = self.cleaned_data["told"]
        text = "" if told else self.cleaned_data["text"]
        return commands.SendLetter(
            complaint=self.complaint.pk, text=text, told=told, **self._given("instance")
        )


class OutsideForm(ActForm):
    """Before whom it stands."""

    where = forms.ChoiceField(label=_("Where"), choices=Where.choices)
    body = forms.CharField(label=_("Who, by name"), max_length=200)
    reference = forms.CharField(label=_("Their number for it"), max_length=120, required=False)
    begun = fields.day(_("Since"))
    due = fields.day(_("They want our answer by"), needed=False)

    def prepare(self) -> None:
        self.initial.setdefault("begun", now().date())

    def command(self) -> Command:
        names = ("where", "body", "reference", "begun", "due")
        return commands.EscalateOutside(complaint=self.complaint.pk, **self._given(*names))


class OutsideStepForm(ActForm):
    """What happened outside."""

    stage = forms.TypedChoiceField(label=_("Where"), coerce=int)
    on = fields.day(_("On"))
    words = fields.lines(_("What happened"), rows=3)
    reference = forms.CharField(label=_("Their number for it"), max_length=120, required=False)
    due = fields.day(_("They want our answer by"), needed=False)
    outcome = forms.ChoiceField(
        label=_("How it ended"), required=False, choices=[("", _("It goes on")), *OutsideOutcome.choices]
    )

    def prepare(self) -> None:
        going_on = self.complaint.stages.filter(ended_on=None).order_by("id")
        self._choose("stage", [(one.pk, one.body) for one in going_on])
        self.initial.setdefault("on", now().date())

    def command(self) -> Command:
        names = ("stage", "on", "words", "reference", "due")
        return commands.RecordOutside(**self._given(*names), outcome=self.cleaned_data["outcome"] or None)


class ConcernForm(ActForm):
    """Whom it is about."""

    member = forms.TypedChoiceField(label=_("Colleague"), coerce=int)
    sees = forms.BooleanField(
        label=_("They may read it"), required=False,
        help_text=_("They never handle it. Without this it does not exist for them."),
    )  # fmt: skip

    def prepare(self) -> None:
        self._choose("member", [(one.pk, one.name) for one in queries.nameable()])

    def command(self) -> Command:
        return commands.Concern(complaint=self.complaint.pk, **self._given("member", "sees"))


class UnconcernForm(ActForm):
    """Whom it is not about."""

    member = forms.IntegerField(min_value=1, max_value=2**62)

    def command(self) -> Command:
        return commands.Unconcern(complaint=self.complaint.pk, **self._given("member"))


class CorrectForm(ActForm):
    """What is claimed."""

    claim = fields.lines(_("What is said to have gone wrong"), rows=5)
    wish = fields.lines(_("What the customer wants"), rows=2, needed=False)
    amount = fields.amount(_("Amount"))
    currency = fields.currency()
    order = forms.CharField(label=_("Order"), max_length=60, required=False)

    def prepare(self) -> None:
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.complaint, name) or self.fields[name].initial)

    def command(self) -> Command:
        return commands.Correct(complaint=self.complaint.pk, **self._given(*self.fields))


class CloseForm(ActForm):
    """That it is put away."""

    said = pgettext_lazy("complaint", "Closed.")

    def command(self) -> Command:
        return commands.Close(complaint=self.complaint.pk)


class ReopenForm(ActForm):
    """That it is open again."""

    said = pgettext_lazy("complaint", "Open again.")

    def command(self) -> Command:
        return commands.Reopen(complaint=self.complaint.pk)


ACTS: Final[dict[str, Callable[..., ActForm]]] = {
    "take": TakeForm,
    "acknowledge": AcknowledgeForm,
    "extend": ExtendForm,
    "position": PositionForm,
    "evidence": EvidenceForm,
    "offer": OfferForm,
    "answer-offer": AnswerOfferForm,
    "decide": DecideForm,
    "outside": OutsideForm,
    "outside-step": OutsideStepForm,
    "concern": ConcernForm,
    "unconcern": UnconcernForm,
    "correct": CorrectForm,
    "close": CloseForm,
    "reopen": ReopenForm,
}
"""Everything that is done on the page of a complaint, by the word in its address."""
