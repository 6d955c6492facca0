"""Reading bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from liaison.files.models import Blob, Bringer


def path_of(sha256: str) -> Path:
    """Where the content with this SHA-256 (hex) lies."""
    return Path(settings.DATA) / "files" / sha256[:2] / sha256[2:4] / sha256


def read(sha256: str) -> bytes:
    """Return the content. Raises FileNotFoundError when it is not kept."""
    return path_of(sha256).read_bytes()


def sizes(sha256s: Iterable[str]) -> Mapping[str, int]:
    """The size in bytes of each content that is kept, by its SHA-256; what is not kept is left out."""
    return dict(Blob.objects.filter(pk__in=set(sha256s)).values_list("pk", "size"))


def brought(sha256s: Iterable[str], *, by: str) -> set[str]:
    """Those of the contents which somebody handed in themselves and lately. by: their reference, `member:7`.

    To know a SHA-256 is not to have the bytes: it stands in journals of mail servers and in lists of known files.
    """
    return set(Bringer.objects.filter(sha256__in=set(sha256s), by=by).values_list("sha256", flat=True))
