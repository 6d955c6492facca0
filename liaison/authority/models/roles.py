"""Roles and grants. Actors and departments are plain references: this floor knows no team."""

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
