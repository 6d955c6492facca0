"""What came from another system keeps its name there."""

from typing import ClassVar

from django.db import models


class External(models.Model):
    """A row that may have come from elsewhere.

    source: the system, by the name under which it was imported; empty for what was made here. external_id: how that
    system calls it, verbatim; None for what was made here.
    """

    source = models.CharField(max_length=40, blank=True, default="")
    external_id = models.CharField(max_length=200, null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["source", "external_id"], name="%(app_label)s_%(class)s_external"
            ),
        )
