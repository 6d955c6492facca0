"""A part of a mapping as a form, and back: one line a field, its column, and what stands in it beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from liaison.api.importing import labels, toml
from liaison.api.importing.entities import ENTITIES
from liaison.kit.intake.words import As, Entity, Field

NOTHING, CONSTANT, WRITTEN, COLUMN = "", "=", "…", "c:"
"""What is chosen for a field: not taken, one value for all, written out as in a file, or a column."""
SHOWN: Final = 3  # Values of a column beside it.
WORDS: Final = 12  # Different values that are put into our words one by one.
LONGEST: Final = 40  # Characters of a value that is shown.
SETTINGS: Final = ("decimal", "date", "zone", "charset", "delimiter", "empty")
Told = dict[str, Any]


@dataclass(frozen=True)
class Word:
    """A value of the file and what it is here."""

    value: str
    ours: str


@dataclass(frozen=True)
class Line:
    """One field as the form shows it. chosen: as in `COLUMN` and the others. words: of a choice, value by value."""

    name: str
    holds: Field
    chosen: str
    constant: str = ""
    written: str = ""
    samples: Sequence[str] = ()
    words: Sequence[Word] = ()

    @property
    def label(self) -> str:
        """What people read for it."""
        return labels.field(self.name)

    @property
    def column(self) -> str:
        """The column that was chosen."""
        return self.chosen.removeprefix(COLUMN) if self.chosen.startswith(COLUMN) else ""

    @property
    def must(self) -> bool:
        """Whether nothing comes in without it."""
        return self.holds.must and not self.holds.counted_in

    @property
    def ours(self) -> list[tuple[str, str]]:
        """The words of a choice, to choose from."""
        return [("", "—"), *((word, word.replace("_", " ")) for word in choices(self.holds))]


def choices(one: Field) -> tuple[str, ...]:
    """The words that a field knows, where it knows only some."""
    return one.one_of or (("yes", "no") if one.kind is As.FLAG else ())


def lines(take: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> list[Line]:
    """The form of a part of a mapping: what is needed first, then what is mapped, then the others."""
    entity, fields = ENTITIES[take["entity"]], take.get("fields", {})
    made = [_line(name, one, fields.get(name), columns) for name, one in entity.fields.items()]
    return sorted(made, key=lambda line: not line.must)


def mapped(take: Mapping[str, Any]) -> list[str]:
    """The fields that are mapped, in the order in which the entity has them."""
    return [name for name in ENTITIES[take["entity"]].fields if name in take.get("fields", {})]


def _line(name: str, one: Field, how: Any, columns: Mapping[str, Sequence[Any]]) -> Line:
    if how is None:
        return Line(name, one, NOTHING)
    told: Told = {"column": how} if isinstance(how, str) else dict(how)
    if set(told) == {"value"}:
        return Line(name, one, CONSTANT, constant=str(told["value"]))
    column = str(told.get("column", ""))
    plain = set(told) <= {"column", "words", "date", "decimal", "zone"} and column in columns
    if not plain or any(isinstance(word, list) for word in told.get("words", {}).values()):
        return Line(name, one, WRITTEN, written=toml.value(how))
    values = [shown(value) for value in columns[column]]
    said = told.get("words", {})
    words = [Word(text, str(said.get(text, text))) for text in dict.fromkeys([*said, *values])]
    return Line(
        name, one, COLUMN + column,
        written=toml.value({k: v for k, v in told.items() if k in ("date", "decimal", "zone")}),
        samples=[value[:LONGEST] for value in values[:SHOWN]],
        words=words[:WORDS] if choices(one) else (),
    )  # fmt: skip


def shown(value: Any) -> str:
    """A value as people read it, and as `words` of a mapping write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def options(columns: Mapping[str, Sequence[Any]]) -> list[tuple[str, Any]]:
    """What may be chosen for a field."""
    own = [(COLUMN + name, _called(name)) for name in columns if not name.startswith("^")]
    above = [(COLUMN + name, _called(name)) for name in columns if name.startswith("^")]
    made: list[tuple[str, Any]] = [(NOTHING, _("Not imported")), (_("Columns"), own)]
    if above:
        made.append((_("Of what it lies in"), above))
    return [*made, (_("Otherwise"), [(CONSTANT, _("The same for all")), (WRITTEN, _("Written out"))])]


def _called(column: str) -> str:
    return {
        "@key": _("(the key of the record)"),
        "@position": _("(its position)"),
        "@row": _("(its row)"),
        "@value": _("(the value itself)"),
    }.get(column, column)


def said(take: Mapping[str, Any], given: Mapping[str, str], columns: Mapping[str, Sequence[Any]]) -> Told:
    """The part of a mapping which a form says. Raises WrongToml for what is written out and cannot be read."""
    entity: Entity = ENTITIES[take["entity"]]
    fields = {name: how for name, one in entity.fields.items() if (how := _how(name, one, given)) is not None}
    made: Told = {name: take[name] for name in ("entity", "file", "each", "only") if take.get(name)}
    for name in SETTINGS:
        if text := given.get(f"set-{name}", "").strip():
            made[name] = text.split() if name == "empty" else text.replace("\\t", "\t")
    if given.get("set-header") == "no":
        made["header"] = False
    return made | {"fields": fields}


def _how(name: str, one: Field, given: Mapping[str, str]) -> Any:
    chosen = given.get(f"how-{name}", NOTHING)
    if chosen == CONSTANT:
        return {"value": given.get(f"value-{name}", "").strip()}
    if chosen == WRITTEN:
        return toml.read_value(given.get(f"written-{name}", ""))
    if not chosen.startswith(COLUMN):
        return None
    column = chosen.removeprefix(COLUMN)
    also: Told = {}
    if (
        given.get(f"was-{name}") == column
    ):  # The words and the form of dates belong to the column that was shown.
        words = _words(name, given)
        also = {"words": words} if words else {}
        also |= toml.read_value(given.get(f"more-{name}") or "{}")
    return {"column": column, **also} if also else column


def _words(name: str, given: Mapping[str, str]) -> dict[str, str]:
    made = {}
    for at in range(WORDS):
        value, ours = given.get(f"from-{name}-{at}"), given.get(f"word-{name}-{at}")
        if value is not None and ours and ours != value:
            made[value] = ours
    return made
