"""What came from another system keeps its name there."""

from typing import ClassVar

from django.db import models


class CalledElsewhere(models.Model):
    """How another system calls something, verbatim. source: that system, by the name under which it was imported."""

    source = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=["source", "value"], name="%(app_label)s_%(class)s_once"),
        )
