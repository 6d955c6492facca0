"""A first mapping of files of which nothing is known but their names: to be looked at and mended by whoever knows."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from liaison.api.importing import synonyms
from liaison.api.importing.entities import ENTITIES, ORDER
from liaison.api.importing.looking import Place, places
from liaison.api.importing.records import Form
from liaison.api.importing.written import charset_of, delimiter_of, has_header
from liaison.kit.intake.words import As, Entity, Field

Told = dict[str, Any]
_NAMED: Final = 7
_MUST: Final = 3
_MISSED: Final = 4
"""What counts how much: the name of the file or list, a needed field that is found, and one that is not."""
_BESIDE: Final = ("line1", "city", "postcode")
_DATES: Final = (
    (r"\d{1,2}\.\d{1,2}\.\d{4}", "%d.%m.%Y"), (r"\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d{2}", "%d.%m.%Y %H:%M"),
    (r"\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}:\d{2}:\d{2}", "%d.%m.%Y %H:%M:%S"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"), (r"\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}", "%d/%m/%Y %H:%M"),
    (r"1\d{9}(?:\.\d+)?", "unix"), (r"1\d{12}", "unix_ms"),
)  # fmt: skip
_COMMA: Final = re.compile(r"-?\d{1,3}(?:[.\s]?\d{3})*,\d{1,2}|-?\d+,\d{1,2}")


@dataclass(frozen=True)
class Guess:
    """An entity that a place may tell of. fields: as a mapping says them. score: how likely it is."""

    entity: str
    fields: Told
    score: int


def guessed(files: Iterable[Path], *, source: str) -> Told:
    """A mapping for these files, as it would be read from a file; what is not understood is left out.

    Raises NotReadable.
    """
    takes: list[Told] = []
    for path in files:
        form = form_of(path)
        known: dict[str, str] = {}
        for place in places(path, form):
            makes = _of_place(path, place, known)
            takes += [_take(path, place, form, guess) for guess in makes]
    takes.sort(key=lambda one: ORDER[one["entity"]])
    return {"source": source, "take": takes}


def form_of(path: Path) -> Form:
    """How a file seems to be written, every part of it said. Raises OSError."""
    charset = charset_of(path)
    if path.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        return Form(charset=charset)
    delimiter = delimiter_of(path, charset)
    return Form(delimiter, charset, has_header(path, charset, delimiter))


def _of_place(path: Path, place: Place, known: dict[str, str]) -> list[Guess]:
    columns = place.every()
    guesses = [fields_of(name, columns, called=_called(path, place), known=known) for name in ENTITIES]
    best = max(guesses, key=lambda one: one.score)
    if best.score <= 0:
        return []
    known[place.each] = best.entity
    beside = next(one for one in guesses if one.entity == "addresses")
    lives = (
        "external_id" in best.fields
        and best.entity == "customers"
        and any(name in beside.fields for name in _BESIDE)
    )
    return [best, _living(best, beside)] if lives else [best]


def _living(person: Guess, address: Guess) -> Guess:
    fields = address.fields | {"customer": person.fields["external_id"]}
    fields |= {"name": person.fields["name"]} if "name" in person.fields else {}
    return Guess("addresses", fields | {"is_default": {"value": True}}, address.score)


def _called(path: Path, place: Place) -> str:
    names = re.findall(r"[^.\[\]{}]+", place.each)
    return plain(names[-1] if names else re.sub(r"[\d_-]+$", "", path.stem))


def fields_of(
    entity: str, columns: Mapping[str, Sequence[Any]], *, called: str = "", known: Mapping[str, str] = {}
) -> Guess:
    """Where the fields of an entity seem to stand, by the names of the columns.

    called: the name of the file or list, in plain letters. known: what the places around are, by `each`.
    """
    whole, free = ENTITIES[entity], dict(columns)
    fields: Told = {}
    for name, one in whole.fields.items():
        column = _column(entity, name, one, free, known)
        if column is not None:
            fields[name] = _how(one, column, columns[column])
            if not one.refers:
                free.pop(column, None)
    if whole.fields.get("external_id") and "external_id" not in fields and (part := _part_of(whole, fields)):
        fields = {"external_id": part} | fields
    if "name" not in fields and "name" in whole.fields and (parts := _first_and_last(columns)):
        fields["name"] = {"join": parts}
    needs_currency = "currency" in whole.fields and (whole.fields["currency"].must or "balance" in fields)
    if needs_currency and "currency" not in fields:
        fields["currency"] = {"value": "EUR"}
    return Guess(entity, fields, _score(whole, fields, called))


def _part_of(whole: Entity, fields: Told) -> Told:
    """What has no id of its own is known by that of what it lies in, and by its place there."""
    ups = [fields[name] for name, one in whole.fields.items() if one.refers and name in fields]
    up = next((one for one in ups if isinstance(one, str) and one.startswith("^")), "")
    return {"join": [up, "@position"], "with": "/"} if up else {}


def _score(whole: Entity, fields: Told, called: str) -> int:
    must = [name for name, one in whole.fields.items() if one.must and not one.counted_in]
    found = sum(name in fields for name in must)
    named = called in synonyms.ENTITIES.get(whole.name, whole.name).split()
    missed = len(must) - found
    return _NAMED * named + _MUST * found + len(fields) - _MISSED * missed - (0 if named else 10)


def _column(
    entity: str, name: str, one: Field, free: Mapping[str, Any], known: Mapping[str, str]
) -> str | None:
    """The column of a field. The shorter path wins: `id` over `address.id`."""
    wanted = _words(entity, name, one)
    if one.refers and (up := _above(one.refers, free, known)):
        return up
    ranked = [
        (wanted.index(word), column.count("^"), column.count("."), column)
        for column in free
        for word in _spelled(column)
        if word in wanted and (one.refers or name == "external_id" or "^" not in column)
        if not (name == "external_id" and "^" in column)
        if _may_hold(one, free[column])
    ]
    if name == "external_id" and "@key" in free:
        return "@key"
    return min(ranked)[3] if ranked else None


def _may_hold(one: Field, values: Any) -> bool:
    """A list of objects is no text, and an object no number."""
    if one.kind in (As.LIST, As.OBJECT):
        return True
    return not any(isinstance(value, dict | list) for value in values)


def _above(refers: str, free: Mapping[str, Any], known: Mapping[str, str]) -> str | None:
    """The id of what a record lies in, where that is what the field refers to."""
    if refers not in known.values():
        return None
    words = [*(f"{one}_id" for one in _singulars(refers)), *synonyms.OWN_ID.split()]
    near = sorted((one for one in free if one.startswith("^")), key=lambda one: one.count("^"))
    for column in near:
        own = column.lstrip("^").removeprefix(".")
        if own == "@key" or plain(own) in words:
            return column
    return None


def _words(entity: str, name: str, one: Field) -> list[str]:
    if name == "external_id":
        own = [
            f"{word}{mark}" for word in _singulars(entity) for mark in ("_id", "_no", "_nr", "nr", "_number")
        ]
        return [*own, "external_id", *synonyms.OWN_ID.split()]
    return [name, *synonyms.FIELDS.get(name, "").split()]


def _singulars(entity: str) -> list[str]:
    words = synonyms.ENTITIES.get(entity, entity).split()
    return [*(word.removesuffix("s") for word in words), *words]


def _spelled(column: str) -> list[str]:
    """The words by which a column is looked for: its last name, and the last two together."""
    names = [name for name in column.lstrip("^").removeprefix(".").split(".") if name]
    if not names:
        return []
    both = "_".join(names[-2:])
    return [plain(names[-1]), plain(both)]


_FIRST: Final = ["first_name", "firstname", "vorname", "prenom", "given_name"]
_LAST: Final = ["last_name", "lastname", "nachname", "family_name", "surname", "nom_de_famille"]


def _first_and_last(columns: Iterable[str]) -> list[str]:
    """The columns of the first and the last name, where there are both."""
    known = {_spelled(one)[0]: one for one in columns if _spelled(one)}
    found = [next((known[word] for word in words if word in known), "") for words in (_FIRST, _LAST)]
    return found if all(found) else []


def _how(one: Field, column: str, values: Sequence[Any]) -> Any:
    """How a column is read: with the words of a choice in ours, and the form in which dates and amounts stand there."""
    if one.one_of and (words := _in_our_words(one.one_of, values)):
        return {"column": column, "words": words}
    texts = [str(value).strip() for value in values if isinstance(value, str)]
    if one.kind is As.MOMENT and (date := _date(values)):
        return {"column": column, "date": date}
    if one.kind is As.DECIMAL and any(map(_COMMA.fullmatch, texts)):
        return {"column": column, "decimal": ","}
    return column


def _in_our_words(ours: Sequence[str], values: Sequence[Any]) -> dict[str, str]:
    """Values that are ours but for their spelling: `Paypal`, `gift-card`."""
    known = {plain(word): word for word in ours}
    texts = [str(value).strip() for value in values]
    return {text: known[plain(text)] for text in texts if plain(text) in known and known[plain(text)] != text}


def _date(values: Sequence[Any]) -> str:
    texts = [str(value).strip() for value in values]
    return next((form for shape, form in _DATES if texts and all(re.fullmatch(shape, t) for t in texts)), "")


def plain(name: str) -> str:
    """A name in plain small letters: `E-Mail` is `e_mail`, `orderNo` is `order_no`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).replace("ß", "ss")
    for letter, two in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        spaced = spaced.lower().replace(letter, two) if letter in spaced.lower() else spaced
    bare = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def _take(path: Path, place: Place, form: Form, guess: Guess) -> Told:
    made: Told = {"entity": guess.entity, "file": path.name}
    made |= {"each": place.each} if place.each else {}
    made |= {"header": False} if not form.header else {}
    return made | {"fields": guess.fields}
