"""Importing is asked for like everything else. The rows come in by a job, with one entry a batch."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.api import queries
from liaison.api.actions import imports
from liaison.api.errors import NotYours
from liaison.api.permissions import IMPORT
from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.files.queries import brought
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A file that was kept before: its SHA-256 (hex) and its name."""

    sha256: str
    name: str


@dataclass(frozen=True, kw_only=True)
class _Importing(Command):
    needs = IMPORT

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject(everywhere=True)


@dataclass(frozen=True, kw_only=True)
class _OfOne(_Importing):
    intake: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.find_intake(self.intake, for_=by, lock=lock)
        return Subject(found, None, (found.ref,), everywhere=True)


@command
@dataclass(frozen=True, kw_only=True)
class BeginImport(_Importing):
    """Prepare an import. source: name of the system it comes from. files: kept before by whoever imports, each
    {sha256, name}. mapping: which column is what, as in a file of the command line; may be given later."""

    name = "api.begin_import"
    label = _("Prepare an import")
    source: str
    files: list[Handed]
    mapping: dict[str, Any] = field(default_factory=dict)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        if {one.sha256 for one in self.files} - brought((one.sha256 for one in self.files), by=by.ref):
            raise NotYours
        pairs = [(one.sha256, one.name) for one in self.files]
        made = imports.begin_import(self.source, files=pairs, mapping=self.mapping, by=by)
        return {"intake": made.pk}


@command
@dataclass(frozen=True, kw_only=True)
class MapImport(_OfOne):
    """Say which column is what. intake: id of the import. mapping: as in a file of the command line."""

    name = "api.map_import"
    label = _("Map columns")
    private = True
    mapping: dict[str, Any]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        imports.map_import(subject.row, self.mapping)


@command
@dataclass(frozen=True, kw_only=True)
class TryImport(_OfOne):
    """Try an import: what would be new, changed, rejected; nothing is kept. intake: its id."""

    name = "api.try_import"
    label = _("Dry run")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        imports.start_import(subject.row, dry=True, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class RunImport(_OfOne):
    """Run an import that was tried. intake: its id."""

    name = "api.run_import"
    label = _("Import")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        imports.start_import(subject.row, dry=False, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class StopImport(_OfOne):
    """Have a running import end after the batch under way; what is in stays. intake: its id."""

    name = "api.stop_import"
    label = _("Stop the import")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        imports.stop_import(subject.row)


@command
@dataclass(frozen=True, kw_only=True)
class DiscardImport(_OfOne):
    """Forget an import and its files; what came in stays. intake: its id."""

    name = "api.discard_import"
    label = _("Discard the import")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        imports.discard_import(subject.row)


@command
@dataclass(frozen=True, kw_only=True)
class KeepMapping(_Importing):
    """Keep a mapping under a name for the next files of the same kind; one of that name is replaced. mapping: as in a
    file of the command line."""

    name = "api.keep_mapping"
    label = _("Keep a mapping")
    title: str
    mapping: dict[str, Any]

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"mapping": imports.keep_mapping(self.title, self.mapping, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class ForgetMapping(_Importing):
    """Keep a mapping no longer. mapping: its id."""

    name = "api.forget_mapping"
    label = _("Forget a mapping")
    mapping: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = queries.kept_mappings(for_=by).filter(pk=self.mapping).first()
        if found is None:
            raise NotFound
        return Subject(found, everywhere=True)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        imports.forget_mapping(subject.row)
