"""Counts from an index alone, shelves by department, tags by an index that asks no condition back."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = (("tickets", "0004_contacts_in_passing"),)
    operations = (
        AddIndexConcurrently(
            "ticket",
            models.Index(
                fields=["department", "status", "assignee"],
                include=["due_at"],
                name="tickets_counted",
                condition=Q(shelf="", status__in=["open", "waiting_customer", "waiting_others"]),
            ),
        ),
        AddIndexConcurrently(
            "ticket",
            models.Index(
                fields=["department", "shelf", "-moved_at", "-id"],
                name="tickets_shelved_by_department",
                condition=~Q(shelf=""),
            ),
        ),
        RemoveIndexConcurrently("ticket", "tickets_tags"),
        AddIndexConcurrently(
            "ticket", GinIndex(fields=["tags"], name="tickets_tagged", condition=~Q(tags=[]))
        ),
    )
