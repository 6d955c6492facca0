"""Each content once."""

from django.db import models


class Blob(models.Model):
    """Bytes known by their SHA-256 (hex), kept below the data directory; swept when nothing has referred to them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "files_blob"
