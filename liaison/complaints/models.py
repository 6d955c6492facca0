"""What went wrong: the complaint, everything that was said and done about it, and where it stands outside."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from liaison.complaints.words import (
    Cause,
    OfferState,
    Outcome,
    OutsideOutcome,
    Purpose,
    Side,
    Standing,
    Unit,
    Where,
)
from liaison.customers.models import Account, Customer
from liaison.files.models import Blob
from liaison.team.models import Department, Member
from liaison.tickets.models import Message, Ticket


class NextNumber(models.Func):
    """The next complaint number, from its sequence; gaps are possible, repeats are not."""

    template = "nextval('complaints_number')"
    output_field = models.BigIntegerField()


class Instance(models.Model):
    """Where a customer can turn who does not agree with us. reach: address, page, number, as a letter says it.

    within: months after our final answer in which they can; None where no time is set. retired_at: not named any more.
    """

    name = models.CharField(max_length=200)
    where = models.CharField(max_length=12, choices=Where)
    reach = models.TextField(blank=True, default="")
    within = models.SmallIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaints_instance"

    @property
    def ref(self) -> str:
        """How the journal calls it."""
        return f"instance:{self.pk}"


class Kind(models.Model):
    """What sort of complaint it is, and what it binds us to.

    key: set for those that come with the house. acknowledge, answer: how many units after the receipt at the latest;
    extend: how many more an extension may add, 0 for none. instance: whom the final letter names.
    """

    key = models.CharField(max_length=40, unique=True, null=True)
    name = models.CharField(max_length=80, unique=True)
    acknowledge = models.SmallIntegerField()
    acknowledge_unit = models.CharField(max_length=12, choices=Unit)
    answer = models.SmallIntegerField()
    answer_unit = models.CharField(max_length=12, choices=Unit)
    extend = models.SmallIntegerField(default=0)
    extend_unit = models.CharField(max_length=12, choices=Unit, default=Unit.DAYS)
    instance = models.ForeignKey(Instance, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaints_kind"

    @property
    def ref(self) -> str:
        """How the journal calls it."""
        return f"complaint_kind:{self.pk}"


class Complaint(models.Model):
    """A complaint or a dispute. It lives on when its ticket is settled, and its clocks run from the receipt.

    claim: what is said to have gone wrong. wish: what the customer wants. order: the number of one, as it was given.
    handler: who answers for it. answer_by: by when, extended or not. acknowledge_late_at, answer_late_at: when it was
    noticed that this was missed. answered_at: when the final answer was sent, which stands.
    """

    number = models.BigIntegerField(unique=True, db_default=NextNumber())
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, db_index=False, related_name="+")
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    handler = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    order = models.CharField(max_length=60, blank=True, default="")
    channel = models.CharField(max_length=20, blank=True, default="")
    claim = models.TextField()
    wish = models.TextField(blank=True, default="")
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.OPEN)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    acknowledge_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledge_late_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_late_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaints_complaint"
        indexes = (
            models.Index(fields=["department", "-id"], name="complaints_by_department"),
            models.Index(
                fields=["answer_by", "id"], name="complaints_unanswered", condition=Q(answered_at=None)
            ),
            models.Index(
                fields=["acknowledge_by"], name="complaints_unacknowledged", condition=Q(acknowledged_at=None)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(standing=Standing.OPEN, outcome="")
                | (~Q(standing=Standing.OPEN) & Q(outcome__in=Outcome.values)),
                name="complaints_outcome_of_decided",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("received_at"), acknowledge_by__gt=F("received_at")),
                name="complaints_clocks_run_from_receipt",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gte=0) & ~Q(currency="")),
                name="complaints_amount_in_currency",
            ),
        )

    @property
    def ref(self) -> str:
        """How the journal calls this complaint."""
        return f"complaint:{self.pk}"

    @property
    def facts(self) -> dict[str, Any]:
        """What every event about it says; the ticket only under a name by which no timeline of tickets finds it."""
        return {"complaint_id": self.pk, "matter": self.ticket_id}


class Concern(models.Model):
    """A colleague whom a complaint is about. may_see: they may read it; handle it they never may."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="concerns", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    may_see = models.BooleanField(default=False)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_concern"
        constraints = (
            models.UniqueConstraint(fields=["complaint", "member"], name="complaints_concern_once"),
        )


class Position(models.Model):
    """What one of the two sides says; a later one stands beside it, and none is ever changed."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="positions")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_position"


class Evidence(models.Model):
    """What was looked at: a message of a ticket, a file, or words about something that lies elsewhere."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="evidence")
    side = models.CharField(max_length=10, choices=Side)
    words = models.TextField(blank=True, default="")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True, default="")
    type = models.CharField(max_length=120, blank=True, default="")
    size = models.BigIntegerField(default=0)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_evidence"


class Offer(models.Model):
    """What we offered to settle it. until: it lapses then; None for one that stays open."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="offers")
    text = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.MADE)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaints_offer"
        indexes = (
            models.Index(fields=["until"], name="complaints_offer_open", condition=Q(state=OfferState.MADE)),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gte=0) & ~Q(currency="")),
                name="complaints_offer_in_currency",
            ),
        )


class Letter(models.Model):
    """The customer was told something. message: by which; told: how else. instance: which one a final letter named."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="letters")
    purpose = models.CharField(max_length=16, choices=Purpose)
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    told = models.TextField(blank=True, default="")
    instance = models.ForeignKey(Instance, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_letter"
        constraints = (
            models.CheckConstraint(
                condition=Q(message__isnull=False) | ~Q(told=""), name="complaints_letter_was_told"
            ),
        )


class Extension(models.Model):
    """More time was taken, for a reason which the customer was told by the letter."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="extensions")
    before = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_extension"
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("before")), name="complaints_extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="complaints_extension_has_reason"),
        )


class Finding(models.Model):
    """What was decided and why. The newest one stands; those before it were decided before a reopening.

    cause: where it went wrong; cause_words: the root cause in words. remedy: what puts it right.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="findings")
    outcome = models.CharField(max_length=12, choices=Outcome)
    cause = models.CharField(max_length=10, choices=Cause, blank=True, default="")
    cause_words = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    remedy = models.TextField(blank=True, default="")
    amount = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_finding"


class Stage(models.Model):
    """The complaint stands before somebody outside. body: who, by name. due_on: by when they want our answer."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="stages")
    where = models.CharField(max_length=12, choices=Where)
    body = models.CharField(max_length=200)
    reference = models.CharField(max_length=120, blank=True, default="")
    begun_on = models.DateField()
    due_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, choices=OutsideOutcome, blank=True, default="")
    ended_on = models.DateField(null=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_stage"
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None) | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="complaints_stage_ends_with_outcome",
            ),
        )


class Step(models.Model):
    """Something that happened in a stage outside: a day and words."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="steps")
    on = models.DateField()
    words = models.TextField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "complaints_step"
