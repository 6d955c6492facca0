"""Remembering what was imported, so that the same row is not taken in again."""

from collections.abc import Sequence

from liaison.api.models import Taken
from liaison.kit.intake.writing import put


def remember(source: str, entity: str, rows: Sequence[tuple[str, bytes]]) -> None:
    """Keep what each row said. rows: its key and the digest of its values."""
    made = [{"source": source, "entity": entity, "key": key, "digest": digest} for key, digest in rows]
    put(Taken, made, key=["source", "entity", "key"], sets=["digest"])
