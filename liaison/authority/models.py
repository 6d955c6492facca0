"""Roles and grants, decisions and approvals. Actors and departments are plain references: this floor knows no team."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Role(models.Model):
    """A named extent of authority. `key` is set for those that come with the house."""

    key = models.CharField(max_length=40, unique=True, null=True)
    name = models.CharField(max_length=80)

    class Meta:
        db_table = "authority_role"
        constraints = (
            # A role of the house may come with an upgrade under a name that the company gave its own.
            models.UniqueConstraint(Lower("name"), condition=Q(key=None), name="authority_role_name_once"),
        )


class Permission(models.Model):
    """One command a role may ask for: done at once, or after a release."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="permissions")
    command = models.CharField(max_length=80)
    effect = models.CharField(max_length=10, default="allow")

    class Meta:
        db_table = "authority_permission"
        constraints = (models.UniqueConstraint(fields=["role", "command"], name="authority_permission_once"),)


class Grant(models.Model):
    """Somebody holds a role in one department, or in all (department is null).

    suspended: kept but worth nothing, for as long as its holder is not at work here.
    """

    actor = models.CharField(max_length=80, db_index=True)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    department = models.BigIntegerField(null=True)
    suspended = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "authority_grant"
        constraints = (
            models.UniqueConstraint(
                fields=["actor", "role", "department"], name="authority_grant_once", nulls_distinct=False
            ),
        )


class Decision(models.Model):
    """What the gate decided, and from what. Kept for ever."""

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

    class Meta:
        db_table = "authority_decision"


class Approval(models.Model):
    """A command that waits for a release: kept exactly as it was asked, carried out exactly once."""

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

    class Meta:
        db_table = "authority_approval"
        indexes = (
            models.Index(
                fields=["department", "-id"],
                name="authority_approval_open",
                condition=models.Q(state="waiting"),
            ),
        )


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
