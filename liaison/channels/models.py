"""What came in, exactly as it came, before anybody understood it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from liaison.files.models import Blob
from liaison.kit.sayings import said


class Parcel(models.Model):
    """One raw thing from outside. It is committed before the outside is told that it is ours.

    raw: its bytes where they are few; more lie in a file of their own, the blob. envelope: what the door knew besides
    the bytes. key: the same thing offered again has the same key.
    message: of an unreadable one, the message that stands in for it.
    """

    class State(models.TextChoices):
        KEPT = "kept"
        READ = "read"
        UNREADABLE = "unreadable"

    channel = models.CharField(max_length=20)
    door = models.CharField(max_length=40)
    key = models.CharField(max_length=100, unique=True)
    raw = models.BinaryField(null=True)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", null=True)
    envelope = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    kept_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    message = models.BigIntegerField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        db_table = "channels_parcel"
        indexes = (
            models.Index(fields=["door", "kept_at"], name="channels_parcel_door"),
            models.Index(fields=["id"], name="channels_parcel_kept", condition=Q(state="kept")),
            models.Index(fields=["-id"], name="channels_parcel_tray", condition=Q(state="unreadable")),
        )


class Trouble(models.Model):
    """One side of a door does not work at the moment; the row is gone when it works again.

    side: of `words.Side`. sign_in: nobody is let in there with what we have. why: a kept sentence.
    patience: how long it may last before people are told. told_at: when it was seen last.
    """

    door = models.CharField(max_length=40)
    side = models.CharField(max_length=10)
    sign_in = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")
    since = models.DateTimeField()
    told_at = models.DateTimeField()
    patience = models.DurationField(default=timedelta())

    class Meta:
        db_table = "channels_trouble"
        constraints = (models.UniqueConstraint(fields=["door", "side"], name="channels_trouble_once"),)

    @property
    def says(self) -> str:
        """Why, in the language of whoever reads it."""
        return said(self.why)
