"""What happened, in the order in which it was sealed."""

from django.db import models


class Entry(models.Model):
    """One thing that happened, written in the transaction of the change. Never changed, never deleted."""

    at = models.DateTimeField(db_index=False)
    kind = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    facts = models.JSONField()

    class Meta:
        db_table = "journal_entry"


class About(models.Model):
    """What an entry is about: `ticket:812`. A row each, for an array under GIN was a thousand times slower."""

    pk = models.CompositePrimaryKey("ref", "entry")
    ref = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="about", db_index=False)

    class Meta:
        db_table = "journal_about"
        indexes = (models.Index(fields=["entry"], name="journal_about_entry"),)


class Personal(models.Model):
    """Facts of an entry that tell of a person; erasing this row leaves the chain whole."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="personal")
    facts = models.JSONField()

    class Meta:
        db_table = "journal_personal"


class Unsealed(models.Model):
    """An entry which the sealer has not taken yet."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)

    class Meta:
        db_table = "journal_unsealed"


class Line(models.Model):
    """The place of an entry in the one order in which browsers, webhooks and replay read.

    hash: SHA-256 over the hash before it and this entry; `day` (UTC) is the day it was sealed.
    """

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)
    day = models.DateField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_line"


class DayHead(models.Model):
    """The last hash of a finished day, to be kept outside with the backups."""

    day = models.DateField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_day_head"
