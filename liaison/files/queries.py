"""Reading bytes."""

from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the content with this SHA-256 (hex) lies."""
    return Path(settings.DATA) / "files" / sha256[:2] / sha256[2:4] / sha256


def read(sha256: str) -> bytes:
    """Return the content. Raises FileNotFoundError when it is not kept."""
    return path_of(sha256).read_bytes()
