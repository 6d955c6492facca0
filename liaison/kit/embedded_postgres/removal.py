"""Throwing a data directory away, wherever its parts had to be put."""

import shutil
from pathlib import Path

from liaison.kit.embedded_postgres.ownership import Ownership
from liaison.kit.embedded_postgres.place import clear_errors


def remove(data: Path) -> None:
    """Delete everything in the data directory, the database put elsewhere included; the directory itself stays.

    Raises AlreadyRunning when a desk works on it.
    """
    if not data.exists():
        return
    ownership = Ownership(data, address="a removal")
    try:
        with clear_errors(data):
            for path in data.iterdir():
                _delete(path)
    finally:
        ownership.release()


def _delete(path: Path) -> None:
    if path.is_symlink():
        shutil.rmtree(path.resolve(), ignore_errors=True)
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
