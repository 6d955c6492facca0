"""Indexes of the waiting and of the unreadable, built without locking a large table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = (("tickets", "0002_beside_and_waited"),)
    operations = (
        AddIndexConcurrently(
            "ticket",
            models.Index(
                fields=["department", "waiting_since", "id"],
                name="tickets_waiting",
                condition=Q(shelf="", status="open", waiting_since__isnull=False),
            ),
        ),
        AddIndexConcurrently(
            "ticket",
            models.Index(
                fields=["department", "-id"],
                name="tickets_unreadable",
                condition=Q(unreadable=True, shelf=""),
            ),
        ),
    )
