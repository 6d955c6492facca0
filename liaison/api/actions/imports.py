"""Preparing an import, having it run and stopping it; keeping mappings for the next time."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from liaison.api import events
from liaison.api.errors import AtWork, NotAtWork, NothingTried, TooManyFiles
from liaison.api.importing.mapping import MOST_SOURCE, parse
from liaison.api.models import Intake, IntakeFile, KeptMapping
from liaison.api.words import Stage
from liaison.files.queries import sizes
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap

MOST_FILES = 50
RESTS = (Stage.OPEN, Stage.DONE, Stage.STOPPED, Stage.FAILED)
"""Stages in which nothing is under way."""


@transaction.atomic
def begin_import(
    source: str, *, files: Sequence[tuple[str, str]], mapping: Mapping[str, Any], by: Actor
) -> Intake:
    """Prepare an import. source: the system. files: SHA-256 and name of each. mapping: as far as it is known.

    Raises Invalid, TooManyFiles.
    """
    if not 0 < len(source.strip()) <= MOST_SOURCE:
        raise Invalid(field="source", problem=f"1 … {MOST_SOURCE}")
    if not 0 < len(files) <= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)
    made = Intake.objects.create(
        source=source.strip(), mapping=dict(mapping), created_at=now(), created_by=by.ref
    )
    size = sizes(sha256 for sha256, _ in files)
    IntakeFile.objects.bulk_create(
        IntakeFile(intake=made, blob_id=sha256, name=name, size=size[sha256])
        for name, sha256 in _named_apart(files).items()
    )
    return made


def _named_apart(files: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each by a name of its own, by which a mapping speaks of it."""
    named: dict[str, str] = {}
    for at, (sha256, name) in enumerate(files, start=1):
        plain = name.replace("\\", "/").rpartition("/")[2].lstrip(".")[-200:] or "file.csv"
        named[f"{at}-{plain}" if plain in named else plain] = sha256
    return named


@transaction.atomic
def map_import(intake: Intake, mapping: Mapping[str, Any]) -> None:
    """Say which column is what. What was tried with the mapping before is forgotten. Raises AtWork."""
    to = {
        "mapping": dict(mapping) | {"source": intake.source},
        "tried": {},
        "problem": "",
        "stage": Stage.OPEN,
    }
    if not swap(intake, when={"stage__in": RESTS}, to=to):
        raise AtWork


@transaction.atomic
def start_import(intake: Intake, *, dry: bool, by: Actor) -> None:
    """Have it run, or only tried. Raises AtWork, NothingTried, and what is wrong with the mapping."""
    parse(intake.mapping)
    if not dry and not intake.tried:
        raise NothingTried
    to = {
        "stage": Stage.WAITING, "dry": dry, "begun_at": now(), "begun_by": by.ref, "ended_at": None, "stopping": False,
        "problem": "", "done": 0, "total": 0, "entity": "", "file": "", "rejected": 0, "rejects": None,
    }  # fmt: skip
    if not swap(intake, when={"stage__in": RESTS}, to=to):
        raise AtWork
    record(events.ImportBegun(intake_id=intake.pk, source=intake.source, dry=dry), by=by)
    app.configure_task("api.import", queue="imports", lock="imports").defer(intake=intake.pk)


@transaction.atomic
def stop_import(intake: Intake) -> None:
    """Have it end after the batch that is under way; what is in stays. Raises NotAtWork."""
    if not swap(intake, when={"stage__in": (Stage.WAITING, Stage.RUNNING)}, to={"stopping": True}):
        raise NotAtWork


@transaction.atomic
def discard_import(intake: Intake) -> None:
    """Forget an import and its files; what came in stays. Raises AtWork."""
    if intake.is_at_work:
        raise AtWork
    intake.delete()


def keep_mapping(name: str, mapping: Mapping[str, Any], *, by: Actor) -> KeptMapping:
    """Keep a mapping under a name; one of that name is replaced. Raises Invalid, and what is wrong with it."""
    name = name.strip()
    if not 0 < len(name) <= 80:
        raise Invalid(field="title", problem="1 … 80")
    parse(mapping)
    said = {"mapping": dict(mapping), "at": now(), "by": by.ref}
    return KeptMapping.objects.update_or_create(name=name, defaults=said)[0]


def forget_mapping(mapping: KeptMapping) -> None:
    """Keep a mapping no longer."""
    mapping.delete()
