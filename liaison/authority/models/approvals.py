"""Commands that wait for a release."""

from django.db import models


class Approval(models.Model):
    """A command that waits for a release: kept exactly as it was asked, carried out exactly once.

    rings: at whose desk it rings, in turn; empty where there is time.

    rule: which asked for it. facts: those that matter, as they were; a personal one only as a digest.
    ask, stand_in: the role or permission of whoever may release it, and of those who may in their place from
    `stand_in_from` on; empty: whoever may do it themselves and release.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RELEASED = "released"
        RETURNED = "returned"
        LAPSED = "lapsed"

    command = models.CharField(max_length=80)
    params = models.JSONField()
    about = models.CharField(max_length=80, db_index=True)
    department = models.BigIntegerField(null=True)
    by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answered_by = models.CharField(max_length=80, default="")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(default="")
    edited = models.JSONField(null=True)
    result = models.JSONField(null=True)
    rule = models.ForeignKey(
        "Rule", null=True, on_delete=models.PROTECT, related_name="approvals", db_index=False
    )
    facts = models.JSONField(default=dict, db_default={})
    ask = models.CharField(max_length=80, default="", db_default="")
    stand_in = models.CharField(max_length=80, default="", db_default="")
    stand_in_from = models.DateTimeField(null=True)
    rings = models.JSONField(default=list, db_default=[])

    class Meta:
        db_table = "authority_approval"
        indexes = (
            models.Index(
                fields=["department", "-id"],
                name="authority_approval_open",
                condition=models.Q(state="waiting"),
            ),
        )
