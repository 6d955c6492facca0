"""Keeping bytes: on the disk, synced, before the row that speaks of them is committed."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.db import connection

from liaison.files.queries import path_of
from liaison.kit.clock import now

# A content met again is younger again, so that the sweeper cannot take it from under a new reference.
_KEEP = """
INSERT INTO files_blob (sha256, size, kept_at) VALUES (%s, %s, %s)
ON CONFLICT (sha256) DO UPDATE SET kept_at = EXCLUDED.kept_at
"""


def keep(content: bytes) -> str:
    """Keep the content and return its SHA-256 (hex). Its file and directory are synced when this returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.is_file():
        _write(path, content)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [sha256, len(content), now()])
    return sha256


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
