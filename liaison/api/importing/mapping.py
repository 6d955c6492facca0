"""A mapping: which columns of which file are which fields of what, and what their values mean here."""

import codecs
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from liaison.api.importing.entities import ENTITIES, ORDER
from liaison.api.importing.records import Form, Get, Record, at_path
from liaison.api.importing.refusals import FieldMissing, NoMapping, NoSuchEntity, NoSuchField
from liaison.api.importing.values import Reader, reader
from liaison.api.importing.ways import raw
from liaison.kit.errors import Refusal
from liaison.kit.intake.words import Entity

MOST_SOURCE = 40  # Characters of the name of a system.


class Wrong(Exception):
    """A record that cannot be read as the mapping says. column: as the file calls it."""

    def __init__(self, column: str, why: Refusal) -> None:
        super().__init__(column)
        self.column, self.why = column, why


@dataclass(frozen=True)
class Part:
    """One field: where it stands and how it is read. column: as the file calls it."""

    name: str
    column: str
    get: Get
    read: Reader


@dataclass(frozen=True)
class Take:
    """One entity out of one kind of file. only: each must be among its values, or the record tells of nothing."""

    entity: Entity
    file: str
    each: str
    form: Form
    parts: tuple[Part, ...]
    only: tuple[tuple[Get, frozenset[str]], ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    def fits(self, path: Path) -> bool:
        """Whether this file is meant."""
        return not self.file or fnmatch(path.name, self.file)

    def wants(self, record: Record) -> bool:
        """Whether the record tells of this entity at all."""
        return record.wrong is not None or all(str(get(record)) in words for get, words in self.only)

    def values(self, record: Record) -> dict[str, Any]:
        """The fields of a record. Raises Wrong."""
        made = {}
        for part in self.parts:
            try:
                made[part.name] = part.read(part.get(record))
            except Refusal as no:
                raise Wrong(part.column, no) from no
        return made

    def column(self, name: str) -> str:
        """What the file calls a field."""
        return self.columns.get(name, name)


@dataclass(frozen=True)
class Plan:
    """A whole mapping. source: the name of the system; takes: in the order in which they must be taken in."""

    source: str
    takes: tuple[Take, ...]


def load(path: Path) -> Plan:
    """Read a mapping from a TOML or JSON file. Raises NoMapping, NoSuchEntity, NoSuchField, FieldMissing."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return parse(json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError) as no:
        raise NoMapping(why=str(no)) from no


def parse(given: Mapping[str, Any]) -> Plan:
    """Understand a mapping. Raises as `load` does."""
    source = given.get("source")
    takes = given.get("take")
    if not isinstance(source, str) or not 0 < len(source) <= MOST_SOURCE:
        raise NoMapping(why=f'source = "…" must name the system, in at most {MOST_SOURCE} characters')
    if not isinstance(takes, list) or not all(isinstance(one, dict) for one in takes) or not takes:
        raise NoMapping(why="[[take]] must stand at least once")
    made = [_take(one, given) for one in takes]
    return Plan(source, tuple(sorted(made, key=lambda take: ORDER[take.entity.name])))


def _take(given: Mapping[str, Any], whole: Mapping[str, Any]) -> Take:
    entity = ENTITIES.get(str(given.get("entity")))
    if entity is None:
        raise NoSuchEntity(entity=given.get("entity"), known=", ".join(ENTITIES))
    fields = given.get("fields")
    if not isinstance(fields, dict):
        raise NoMapping(why=f"[take.fields] is missing for {entity.name}")
    _must_fit(entity, fields)
    settings = _settings(whole, given)
    parts = tuple(_part(entity, name, how, settings) for name, how in fields.items())
    return Take(
        entity=entity,
        file=str(given.get("file", "")),
        each=str(given.get("each", "")),
        form=_form(given, whole),
        parts=parts,
        only=_only(given.get("only", {})),
        columns={part.name: part.column for part in parts},
    )


def _must_fit(entity: Entity, fields: Mapping[str, Any]) -> None:
    for name in fields:
        if name not in entity.fields:
            raise NoSuchField(entity=entity.name, field=name, known=", ".join(entity.fields))
    for name, one in entity.fields.items():
        if one.must and not one.counted_in and name not in fields:
            raise FieldMissing(entity=entity.name, field=name)


def _settings(whole: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What is said once for all fields: of the whole mapping, or of one entity."""
    return {name: given.get(name, whole.get(name)) for name in ("decimal", "date", "zone", "empty")}


def _form(given: Mapping[str, Any], whole: Mapping[str, Any]) -> Form:
    said = {name: given.get(name, whole.get(name)) for name in ("delimiter", "charset", "header")}
    try:
        codecs.lookup(said["charset"] or "utf-8")
    except (LookupError, TypeError) as no:
        raise NoMapping(why=f"there are no characters called {said['charset']}") from no
    if len(str(said["delimiter"] or ",")) != 1:
        raise NoMapping(why="a delimiter is one character")
    return Form(str(said["delimiter"] or ""), str(said["charset"] or ""), said["header"] is not False)


def _part(entity: Entity, name: str, how: Any, settings: Mapping[str, Any]) -> Part:
    own: dict[str, Any] = how if isinstance(how, dict) else {"column": str(how)}
    said = {key: own.get(key) or settings.get(key) or "" for key in ("decimal", "date", "zone")}
    get, column = raw(own, decimal=said["decimal"] or ".", where=(entity.name, name))
    read = reader(
        entity.fields[name],
        decimal=said["decimal"] or ".",
        date=said["date"],
        zone=_zone(said["zone"]),
        empty=frozenset(map(str, settings.get("empty") or ())),
    )
    return Part(name, column or name, get, read)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, ValueError, OSError) as no:
        raise NoMapping(why=f"there is no time zone {name}") from no


def _only(given: Mapping[str, Any]) -> tuple[tuple[Get, frozenset[str]], ...]:
    return tuple(
        (at_path(column), frozenset(map(str, words if isinstance(words, list) else [words])))
        for column, words in given.items()
    )
