"""What the demo made, so that exactly this can be removed."""

from django.db import models

from liaison.kit.secrets import SecretField


class Door(models.Model):
    """How one looks around in the demo. password: of all its agents."""

    password = SecretField()

    class Meta:
        db_table = "demo_door"


class Made(models.Model):
    """One row of another room which the demo made. noun: such as `ticket`. row: its id there."""

    noun = models.CharField(max_length=20)
    row = models.BigIntegerField()

    class Meta:
        db_table = "demo_made"
        constraints = (models.UniqueConstraint(fields=["noun", "row"], name="demo_made_once"),)
