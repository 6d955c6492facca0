"""Looking into a file before anything is known of it: where its records lie, and what stands in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from liaison.api.importing.records import LINES, Form, read, whole

LOOKED = 300
"""Records of a place that are looked at."""
SHOWN = 40
"""Different values of a column that are remembered."""
LONGEST = 200  # Characters of a value that is shown.
_ALIKE = 0.5
"""Share of the names which values of an object have in common, above which the object is keyed by ids."""


@dataclass
class Place:
    """Where records lie in a file. each: as a mapping says it. columns: the values met in each, the first ones.

    up: the place in whose records these lie.
    """

    each: str
    columns: dict[str, list[Any]] = field(default_factory=dict)
    up: "Place | None" = None

    def meet(self, column: str, value: Any) -> None:
        """Remember a value of a column."""
        known = self.columns.setdefault(column, [])
        if value not in (None, "") and len(known) < SHOWN and value not in known:
            known.append(value)

    def every(self) -> dict[str, list[Any]]:
        """Its columns, and those of the places around it, as a mapping calls them from here."""
        found, mark, up = dict(self.columns), "^", self.up
        while up is not None:
            found |= {f"{mark}.{name}": values for name, values in up.columns.items()}
            mark, up = mark + "^", up.up
        return found


def places(path: Path, form: Form = Form()) -> list[Place]:
    """Where records lie in a file, the outermost first. Raises NotReadable."""
    if path.suffix.lower() == ".json":
        found: list[Place] = []
        _look([whole(path, form)], "", None, found)
        return [place for place in found if place.columns]
    place = Place("")
    found = [place]
    records = [one.values for one in islice(read(path, each="", form=form), LOOKED)]
    _meet(records, place, found, keys=(), nests=path.suffix.lower() in LINES)
    return [place for place in found if place.columns]


def _look(values: Sequence[Any], each: str, up: Place | None, found: list[Place]) -> None:
    """Find the records in values that stand at one place of their records."""
    items = [item for value in values if isinstance(value, list) for item in value[:LOOKED]][:LOOKED]
    objects = [value for value in values if isinstance(value, dict)]
    if items:
        _meet_at(f"{each}[]", items, (), up, found)
    elif is_keyed(objects):
        pairs = [pair for one in objects for pair in islice(one.items(), LOOKED)][:LOOKED]
        _meet_at(f"{each}{{}}", [value for _, value in pairs], [key for key, _ in pairs], up, found)
    else:
        for name in _names(objects):
            inner = f"{each}.{name}" if each else name
            _look([one.get(name) for one in objects], inner, up, found)


def _meet_at(
    each: str, records: Sequence[Any], keys: Sequence[str], up: Place | None, found: list[Place]
) -> None:
    place = Place(each, up=up)
    found.append(place)
    _meet(records, place, found, keys=keys, nests=True)


def _meet(
    records: Sequence[Any], place: Place, found: list[Place], *, keys: Sequence[str], nests: bool
) -> None:
    for key in keys:
        place.meet("@key", key)
    for value in records:
        if not isinstance(value, dict | list):
            place.meet("@value", value)
    _columns([one for one in records if isinstance(one, dict)], "", place, found, nests=nests)


def _columns(
    objects: Sequence[dict[str, Any]], before: str, place: Place, found: list[Place], *, nests: bool
) -> None:
    """The columns of objects, and the places within them. before: path of the objects in their records."""
    for name in _names(objects):
        values = [one[name] for one in objects if name in one]
        inner = [value for value in values if isinstance(value, dict)]
        if nests and _holds_records(values):
            each = f"{place.each}." if place.each else ""
            _look(values, f"{each}{before}{name}", place, found)
        elif inner:
            place.meet(f"{before}{name}", inner[0])
            _columns(inner, f"{before}{name}.", place, found, nests=nests)
        for value in values:
            if not isinstance(value, dict) and not _is_of_objects(value):
                place.meet(f"{before}{name}", value)


def _holds_records(values: Sequence[Any]) -> bool:
    objects = [value for value in values if isinstance(value, dict)]
    return any(_is_of_objects(value) for value in values) or is_keyed(objects)


def _is_of_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _names(objects: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(str(name) for one in objects for name in one))


def is_keyed(objects: Sequence[dict[str, Any]]) -> bool:
    """Whether the names in these objects are ids under which records lie, not names of columns."""
    values = [value for one in objects for value in islice(one.values(), LOOKED)]
    if not values or not all(isinstance(value, dict) for value in values):
        return False
    names = [set(value) for value in values]
    if len(names) > 1:
        common, every = set.intersection(*names[:LOOKED]), set.union(*names[:LOOKED])
        return bool(every) and len(common) / len(every) >= _ALIKE
    return any(letter.isdigit() for one in objects for name in one for letter in str(name))
