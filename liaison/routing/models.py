"""Who takes live work, and what was offered to whom."""

from django.db import models
from django.db.models import Q

from liaison.team.models import Member


class Readiness(models.Model):
    """Whether somebody takes live work (chats, later calls) now. most: at once. since: when that began or ended."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    ready = models.BooleanField(default=False)
    most = models.SmallIntegerField(default=3)
    since = models.DateTimeField()

    class Meta:
        db_table = "routing_readiness"


class Attendance(models.Model):
    """When somebody last had a page of ours open, whether they take live work or not."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "routing_attendance"


class Offer(models.Model):
    """Live work offered to one person, who has until a moment to accept it.

    what: reference of it, such as `chat:7`. outcome: empty while it is open.
    """

    class Outcome(models.TextChoices):
        OPEN = "", "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        LAPSED = "lapsed"
        WITHDRAWN = "withdrawn"

    what = models.CharField(max_length=40)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN)

    class Meta:
        db_table = "routing_offer"
        constraints = (
            models.UniqueConstraint(fields=["what"], name="routing_offered_once", condition=Q(outcome="")),
        )
        indexes = (
            models.Index(fields=["what", "member"], name="routing_offer_of"),
            models.Index(fields=["member"], name="routing_offer_to", condition=Q(outcome="")),
        )
