"""What was given so far, for limits that look at more than one command."""

from django.db import models


class Total(models.Model):
    """The running totals of one kind of spending, for one of whom it is counted, in one currency.

    ref: the actor, customer, ticket or order. amount: minor units. The figures of an hour, day or month are of the one
    that is named beside them and worth nothing in another; hours, days and months are those of the desk's time zone.
    """

    pk = models.CompositePrimaryKey("ref", "kind", "currency")
    ref = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    hour = models.CharField(max_length=13, default="", db_default="")
    hour_amount = models.BigIntegerField(default=0, db_default=0)
    hour_number = models.BigIntegerField(default=0, db_default=0)
    day = models.CharField(max_length=10, default="", db_default="")
    day_amount = models.BigIntegerField(default=0, db_default=0)
    day_number = models.BigIntegerField(default=0, db_default=0)
    month = models.CharField(max_length=7, default="", db_default="")
    month_amount = models.BigIntegerField(default=0, db_default=0)
    month_number = models.BigIntegerField(default=0, db_default=0)
    ever_amount = models.BigIntegerField(default=0, db_default=0)
    ever_number = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "authority_total"
