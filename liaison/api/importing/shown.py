"""What the pages of an import show: its parts, the places of its files, sums and rejected rows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from liaison.api.importing import labels
from liaison.api.importing.entities import ENTITIES, ORDER
from liaison.api.importing.guessing import fields_of, form_of, guessed
from liaison.api.importing.laying import laid_out
from liaison.api.importing.looking import Place, places
from liaison.api.importing.records import Form
from liaison.api.importing.written import CHARSETS, DELIMITERS
from liaison.api.models import Intake
from liaison.files.queries import read
from liaison.journal.queries import names_in
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.sayings import said

COLUMNS = ("new", "changed", "same", "rejected")
Told = dict[str, Any]


@dataclass(frozen=True)
class There:
    """A place of a file where records lie."""

    file: str
    place: Place
    form: Form

    @property
    def key(self) -> str:
        """By which a form speaks of it."""
        return f"{self.file}|{self.place.each}"

    @property
    def label(self) -> str:
        """What people read for it."""
        return f"{self.file} · {self.place.each}" if self.place.each else self.file

    @property
    def pair(self) -> tuple[str, str]:
        """As a choice."""
        return self.key, self.label

    def take(self, entity: str) -> Told:
        """A new part of a mapping."""
        made: Told = {"entity": entity, "file": self.file}
        made |= {"each": self.place.each} if self.place.each else {}
        made |= {} if self.form.header else {"header": False}
        fields = fields_of(entity, self.place.every()).fields if entity in ENTITIES else {}
        return made | {"fields": fields}


def places_of(intake: Intake) -> list[There]:
    """Every place of every file; a file that cannot be read has none."""
    found = []
    with laid_out(intake) as files:
        for path in files:
            try:
                form = form_of(path)
                found += [There(path.name, place, form) for place in places(path, form)]
            except Refusal:
                continue
    return found


def suggested(intake: Intake) -> Told:
    """A first mapping of its files. Raises NotReadable."""
    with laid_out(intake) as files:
        return guessed(files, source=intake.source)


@dataclass
class SeenTake:
    """A part of a mapping beside the columns of its file. form: how that is written; zones: to choose from."""

    take: Told
    columns: Mapping[str, Sequence[Any]]
    form: Form
    zones: list[str] = field(default_factory=lambda: sorted(available_timezones()))


def seen_take(intake: Intake, number: int) -> SeenTake:
    """A part of the mapping. Raises NotFound."""
    takes = intake.mapping.get("take", ())
    if not 0 <= number < len(takes):
        raise NotFound
    take = dict(takes[number])
    with laid_out(intake) as files:
        path = next((one for one in files if one.name == take.get("file")), None) or next(iter(files), None)
        if path is None:
            raise NotFound
        guess = form_of(path)
        form = Form(
            take.get("delimiter") or guess.delimiter, take.get("charset") or guess.charset,
            take.get("header", True) is not False,
        )  # fmt: skip
        found = {place.each: place for place in places(path, form)}
        place = found.get(take.get("each", "")) or Place(take.get("each", ""))
        return SeenTake(take, place.every(), form)


@dataclass(frozen=True)
class Part:
    """A part of a mapping as a line of the page. missing: needed fields that are not mapped yet."""

    number: int
    label: str
    file: str
    each: str
    mapped: int
    missing: Sequence[str]


def parts(intake: Intake) -> list[Part]:
    """The parts of the mapping, in the order in which they are taken in."""
    made = []
    for number, take in enumerate(intake.mapping.get("take", ())):
        fields, entity = take.get("fields", {}), ENTITIES.get(take.get("entity", ""))
        known = entity.fields if entity else {}
        missing = [
            labels.field(name)
            for name, one in known.items()
            if one.must and not one.counted_in and name not in fields
        ]
        name = take.get("entity", "")
        part = Part(
            number, labels.entity(name), take.get("file", ""), take.get("each", ""), len(fields), missing
        )
        made.append((ORDER.get(name, len(ORDER)), number, part))
    return [part for *_, part in sorted(made, key=lambda one: one[:2])]


@dataclass(frozen=True)
class Sum:
    """What became of the rows of an entity."""

    label: str
    new: int
    changed: int
    same: int
    rejected: int


def sums(intake: Intake, which: str = "counts") -> list[Sum]:
    """What became of the rows, by entity. which: `counts` or `tried`."""
    counts = sorted(getattr(intake, which).items(), key=lambda one: ORDER.get(one[0], 99))
    return [Sum(labels.entity(name), **{c: int(count.get(c, 0)) for c in COLUMNS}) for name, count in counts]


@dataclass(frozen=True)
class Reject:
    """A row that was turned away, in the reader's language."""

    file: str
    at: int
    entity: str
    column: str
    why: str
    record: str


def rejected(intake: Intake, *, most: int | None = None) -> list[Reject]:
    """The rows that were turned away, the first ones."""
    return list(islice(_rejected(intake), most))


def _rejected(intake: Intake) -> Iterator[Reject]:
    if intake.rejects_id is None:
        return
    for line in read(intake.rejects_id).decode().splitlines():
        file, at, entity, column, why, raw = json.loads(line)
        record = json.dumps(raw, ensure_ascii=False)
        yield Reject(file, at, labels.entity(entity), column, said(why), record)


def rejected_rows(intake: Intake) -> Iterator[tuple[Any, ...]]:
    """The same as rows of a table."""
    for one in _rejected(intake):
        yield one.file, one.at, one.entity, one.column, one.why, one.record


def who(refs: Iterable[str]) -> dict[str, str]:
    """What whoever did something is called, by their references."""
    wanted = set(refs)
    known = names_in([], also=wanted)
    return {f"{noun}:{id_}": name for (noun, id_), name in known.items()}


def charsets() -> list[tuple[str, str]]:
    """The characters to choose from."""
    return [(name, {"utf-8-sig": "UTF-8"}.get(name, name)) for name in CHARSETS]


def delimiters() -> list[tuple[str, str]]:
    """The delimiters to choose from."""
    names = {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Vertical bar")}
    return [(mark.replace("\t", "\\t"), names[mark]) for mark in DELIMITERS]
