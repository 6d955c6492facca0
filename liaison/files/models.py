"""Each content once, and who brought it."""

from django.db import models


class Blob(models.Model):
    """Bytes known by their SHA-256 (hex), kept below the data directory; swept when nothing has referred to them.

    verdict: what a scanner found (`words.Verdict`), None as long as none has looked. found: what it calls it.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    kept_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, null=True)
    found = models.CharField(max_length=200, null=True)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "files_blob"
        indexes = (
            models.Index(fields=["kept_at"], condition=models.Q(verdict=None), name="files_blob_unscanned"),
        )


class Bringer(models.Model):
    """Somebody handed these bytes in themselves. No foreign key: it must not keep the bytes from being swept."""

    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "files_bringer"
        constraints = (models.UniqueConstraint(fields=["sha256", "by"], name="files_bringer_once"),)
