"""Reading bytes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from liaison.files.errors import Held, Infected, NotChecked
from liaison.files.models import Blob, Bringer
from liaison.files.scanner import is_set_up
from liaison.files.words import Standing, Verdict


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


def standings(sha256s: Iterable[str]) -> Mapping[str, Standing]:
    """How each content stands with the scanner; those that are free are left out. Asks nothing without a scanner."""
    wanted = set(sha256s) if is_set_up() else set()
    if not wanted:
        return {}
    rows = Blob.objects.filter(pk__in=wanted).exclude(verdict=Verdict.CLEAN).values_list("pk", "verdict")
    return {sha256: _standing(verdict) for sha256, verdict in rows}


def served(sha256: str) -> Path:
    """Where a content lies that a reader is given. Raises Held, Infected, NotChecked.

    What was found once is remembered when the scanner is gone; what is not looked into is held only while there is one.
    """
    verdict = Blob.objects.filter(pk=sha256).values_list("verdict", flat=True).first()
    standing = _standing(verdict)
    if standing in _REFUSED and (standing == Standing.INFECTED or is_set_up()):
        raise _REFUSED[standing]
    return path_of(sha256)


_REFUSED = {Standing.HELD: Held, Standing.INFECTED: Infected, Standing.TOO_LARGE: NotChecked}


def _standing(verdict: str | None) -> Standing:
    if verdict is None:
        return Standing.HELD
    return Standing.FREE if verdict == Verdict.CLEAN else Standing(verdict)


def unscanned(limit: int) -> list[str]:
    """Contents into which no scanner has looked, the newest first: somebody waits for those."""
    rows = Blob.objects.filter(verdict=None).order_by("-kept_at")
    return list(rows.values_list("pk", flat=True)[:limit])


def held_since() -> datetime | None:
    """Since when the content waits that has waited longest for a scanner."""
    return Blob.objects.filter(verdict=None).order_by("kept_at").values_list("kept_at", flat=True).first()
