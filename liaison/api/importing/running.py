"""Taking everything in that files and a mapping tell: batch by batch, each whole or not at all."""

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import transaction

from liaison.api.actions.importing import remember
from liaison.api.importing.mapping import Plan, Take, Wrong
from liaison.api.importing.records import Record, forget, read
from liaison.api.importing.refusals import NoSuchFile
from liaison.api.queries import remembered
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Refusal
from liaison.kit.intake.refusals import NotAnObject, Twice
from liaison.kit.intake.words import Batch, Entity, Row

BATCH = 1000
"""Rows in one transaction: what they share (statements, the entry) is then lost in what each costs by itself."""


@dataclass(frozen=True)
class Rejected:
    """A row that was turned away. at: its number in the file, from 1. column: as the file calls it.

    raw: the record as it stands there.
    """

    file: str
    entity: str
    at: int
    column: str
    why: Refusal
    raw: Any = None


@dataclass
class Count:
    """What became of the rows of an entity. same: they were taken in before and tell nothing new."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0

    @property
    def done(self) -> int:
        """All of them."""
        return self.new + self.changed + self.same + self.rejected


@dataclass
class Result:
    """What became of everything. counts: by entity."""

    counts: dict[str, Count] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def of(self, entity: str) -> Count:
        """What became of the rows of one entity."""
        return self.counts.setdefault(entity, Count())


@dataclass(frozen=True)
class Telling:
    """How far it is. rows: of this file and entity, those done so far and all."""

    file: str
    entity: str
    done: int
    total: int


Tell = Callable[[Telling], None]


class Stopped(Exception):
    """Whoever hears how far it is raises this to have it end."""


class _DryRun(Exception):
    """Everything was tried; nothing of it stays."""


def run(
    plan: Plan,
    files: Sequence[Path],
    *,
    by: Actor,
    dry: bool = False,
    tell: Tell | None = None,
    into: Result | None = None,
) -> Result:
    """Take everything in and say what became of it. Raises NoSuchFile, NotReadable.

    files: those of which the mapping speaks. dry: only try it, and leave everything as it was. tell: hears how far
    it is at the beginning of each file and entity and after every batch; Stopped, which it may raise, goes on to the
    caller. into: where it is counted, also when it fails. What was taken in before a failure stays, and is not taken
    in twice the next time.
    """
    result = into or Result()
    work = [(take, path) for take in plan.takes for path in _files_of(take, files)]
    try:
        with transaction.atomic() if dry else contextlib.nullcontext():
            for take, path in work:
                _Run(plan.source, take, path, by, result, tell or _nobody, dry).all()
            if dry:
                raise _DryRun
    except _DryRun:
        pass
    finally:
        forget()
    return result


def _nobody(_: Telling) -> None: ...


def _files_of(take: Take, files: Sequence[Path]) -> list[Path]:
    found = [path for path in files if take.fits(path)]
    if not found:
        raise NoSuchFile(file=take.file)
    return found


@dataclass
class _Run:
    """One entity out of one file."""

    source: str
    take: Take
    path: Path
    by: Actor
    result: Result
    tell: Tell
    dry: bool = False

    def all(self) -> None:
        total = sum(self.take.wants(one) for one in self._records())
        count = self.result.of(self.entity.name)
        before, again = count.done, list[Row]()
        self.tell(Telling(self.path.name, self.entity.name, 0, total))
        for rows in _batches(self._rows(), BATCH):
            again += self._batch(rows, last=False)
            self.tell(Telling(self.path.name, self.entity.name, count.done - before, total))
        # What was turned away may have come before what it needs: a refund before its payment.
        for rows in _batches(iter(again), BATCH):
            self._batch(rows, last=True)
            self.tell(Telling(self.path.name, self.entity.name, count.done - before, total))

    @property
    def entity(self) -> Entity:
        return self.take.entity

    def _records(self) -> Iterator[Record]:
        return read(self.path, each=self.take.each, form=self.take.form)

    def _rows(self) -> Iterator[Row]:
        met, counted = set[str](), Counter[Any]()
        for record in self._records():
            if not self.take.wants(record):
                continue
            row = self._row(record, met, counted)
            if row is not None:
                yield row

    def _row(self, record: Record, met: set[str], counted: Counter[Any]) -> Row | None:
        try:
            if record.wrong:
                raise Wrong("", record.wrong)
            if not isinstance(record.values, dict | str | int):
                raise Wrong("", NotAnObject(value=str(record.values)[:80]))
            values = self.take.values(record)
            self._number(values, counted)
            if (key := key_of(self.entity, values)) in met:
                raise Wrong(self.take.column(self.entity.key[0]), Twice())
        except Wrong as no:
            self._reject(record.at, no.column, no.why, record.values)
            return None
        met.add(key)
        return Row(record.at, values, record.values)

    def _number(self, values: dict[str, Any], counted: Counter[Any]) -> None:
        """Number the rows within what they belong to, where the mapping does not say."""
        for name, one in self.entity.fields.items():
            if one.counted_in and name not in values:
                whole = (name, values[one.counted_in])
                counted[whole] += 1
                values[name] = counted[whole]

    def _batch(self, rows: list[Row], *, last: bool) -> list[Row]:
        """Take a batch in. Return the rows that were turned away, if they may try again."""
        keys = [key_of(self.entity, row.values) for row in rows]
        with transaction.atomic():
            kept = remembered(self.source, self.entity.name, keys)
            fresh = [
                (row, key, digest)
                for row, key in zip(rows, keys, strict=True)
                if kept.get(key) != (digest := _digest(row.values))
            ]
            batch = Batch(self.source, [row for row, _, _ in fresh], self.by, now(), self.dry)
            if fresh:
                self.entity.take(batch)
            turned = {id(one.row) for one in batch.turned}
            remember(
                self.source,
                self.entity.name,
                [(key, digest) for row, key, digest in fresh if id(row) not in turned],
            )
        self._count(batch, len(rows))
        if not last:
            return [one.row for one in batch.turned]
        for one in batch.turned:
            column = self.take.column(one.field) if one.field else ""
            self._reject(one.row.at, column, one.why, one.row.raw)
        return []

    def _count(self, batch: Batch, rows: int) -> None:
        count = self.result.of(self.entity.name)
        count.new += batch.new
        count.changed += len(batch.changed)
        count.same += rows - batch.new - len(batch.changed) - len(batch.turned)

    def _reject(self, at: int, column: str, why: Refusal, raw: Any) -> None:
        self.result.of(self.entity.name).rejected += 1
        self.result.rejected.append(Rejected(self.path.name, self.entity.name, at, column, why, raw))


def _batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def key_of(entity: Entity, values: Mapping[str, Any]) -> str:
    """By what a row is known the next time; long ones by their hash."""
    key = "\x1f".join(str(values.get(name, "")) for name in entity.key)
    return key if len(key) <= 200 else blake2b(key.encode(), digest_size=32).hexdigest()


def _digest(values: Mapping[str, Any]) -> bytes:
    text = json.dumps(values, default=str, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=16).digest()


REJECTS = ("file", "row", "entity", "column", "reason", "record")


def rejects(result: Result) -> Iterable[tuple[str, int, str, str, str, str]]:
    """The rejected rows as a table: file, row, entity, column, reason, and the record as JSON, to be mended."""
    for one in result.rejected:
        raw = json.dumps(one.raw, default=str, ensure_ascii=False)
        yield one.file, one.at, one.entity, one.column, one.why.sentence, raw
