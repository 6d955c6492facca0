"""Reading bytes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from liaison.files.models import Blob


def path_of(sha256: str) -> Path:
    """Where the content with this SHA-256 (hex) lies."""
    return Path(settings.DATA) / "files" / sha256[:2] / sha256[2:4] / sha256


def read(sha256: str) -> bytes:
    """Return the content. Raises FileNotFoundError when it is not kept."""
    return path_of(sha256).read_bytes()


def sizes(sha256s: Iterable[str]) -> Mapping[str, int]:
    """The size in bytes of each content that is kept, by its SHA-256; what is not kept is left out."""
    return dict(Blob.objects.filter(pk__in=set(sha256s)).values_list("pk", "size"))
