"""What the gate decided, and the answers it gave."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Decision(models.Model):
    """What the gate decided, and from what. Kept for ever.

    rule: the version that decided. missed: the versions that would have allowed it, were their condition met.
    facts: those a rule may have looked at; the personal ones lie in `Personal`. spends: what it was to give.
    says: what the rules said, refuse, approve or allow; empty where they were not asked.
    """

    at = models.DateTimeField()
    command = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    because_of = models.CharField(max_length=80, default="")
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=80, default="")
    department = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    refs = models.JSONField(default=list)
    approval = models.ForeignKey("Approval", null=True, on_delete=models.PROTECT, related_name="decisions")
    rule = models.ForeignKey(
        "Rule", null=True, on_delete=models.PROTECT, related_name="decisions", db_index=False
    )
    missed = models.JSONField(default=list, db_default=[])
    spends = models.JSONField(default=list, db_default=[])
    says = models.CharField(max_length=10, default="", db_default="")

    class Meta:
        db_table = "authority_decision"
        indexes = (
            BrinIndex(fields=["at"], autosummarize=True, name="authority_decision_at"),
            models.Index(fields=["by", "-id"], name="authority_decision_by"),
            models.Index(fields=["command", "-id"], name="authority_decision_command"),
            models.Index(
                fields=["rule", "-id"], name="authority_decision_rule", condition=models.Q(rule__isnull=False)
            ),
        )


class About(models.Model):
    """What the decision of a ruled command is about, to find it by."""

    pk = models.CompositePrimaryKey("ref", "decision")
    ref = models.CharField(max_length=80)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="about", db_index=False)

    class Meta:
        db_table = "authority_about"


class Personal(models.Model):
    """Facts of a decision that tell of a person; they are erased with them, and the decision stays."""

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, primary_key=True, related_name="personal"
    )
    facts = models.JSONField()

    class Meta:
        db_table = "authority_personal"


class Given(models.Model):
    """What a command gave away when it was done. Never changed.

    kind, amount, currency: as in `words.Spend`. actor: human, virtual or program. reason: the command's own.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="given")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    actor = models.CharField(max_length=10)
    department = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80, default="")
    approved_by = models.CharField(max_length=80, default="")

    class Meta:
        db_table = "authority_given"
        indexes = (models.Index(fields=["at"], name="authority_given_at"),)


class Answer(models.Model):
    """The first answer to an idempotency key, given again for 30 days."""

    actor = models.CharField(max_length=80)
    command = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    outcome = models.JSONField(null=True)

    class Meta:
        db_table = "authority_answer"
        constraints = (
            models.UniqueConstraint(fields=["actor", "command", "key"], name="authority_answer_once"),
        )
