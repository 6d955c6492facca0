"""The questions of a form as they are kept, and what makes them ones that can be asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from liaison.channels.form.words import Field, Kind, Option, Use, When
from liaison.kit.errors import Invalid
from liaison.tickets.words import Wish

NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
TAKEN: Final = frozenset({"website", "stamp", "key", "language"})  # What the page itself sends along.
MOST: Final = 40
LONGEST: Final = 1000  # Characters of a text; words of a consent may be many.
KNOWN: Final = frozenset({"name", "kind", "label", "hint", "required", "options", "use", "when"})


def fields_of(kept: Sequence[Mapping[str, Any]]) -> list[Field]:
    """The questions as they were kept."""
    return [_field(one) for one in kept]


def _field(kept: Mapping[str, Any]) -> Field:
    when = kept.get("when")
    return Field(
        name=kept["name"],
        kind=Kind(kept["kind"]),
        label=kept["label"],
        hint=kept.get("hint", {}),
        required=kept.get("required", False),
        options=tuple(Option(one["value"], one["label"]) for one in kept.get("options", ())),
        use=Use(kept.get("use", "")),
        when=When(when["field"], tuple(when["is"])) if when else None,
    )


def keep_fields(fields: Sequence[Field]) -> list[dict[str, Any]]:
    """The questions as they are kept."""
    return [_kept(field) for field in fields]


def _kept(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": field.name, "kind": str(field.kind.value), "label": dict(field.label), "hint": dict(field.hint),
        "required": field.required, "use": str(field.use.value),
    }  # fmt: skip
    if field.options:
        made["options"] = [{"value": one.value, "label": dict(one.label)} for one in field.options]
    if field.when:
        made["when"] = {"field": field.when.field, "is": list(field.when.values)}
    return made


def checked(given: Any) -> list[dict[str, Any]]:
    """Questions as somebody hands them to us, each as a form keeps it. Raises Invalid, which names the question."""
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise Invalid(
            field="fields", problem=_("A form has between 1 and %(most)s questions.") % {"most": MOST}
        )
    found: dict[str, Field] = {}
    for one in given:
        field = _checked(one)
        if field.name in found:
            raise _wrong(field.name, _("Two questions cannot have one name."))
        _check_condition(field, found)
        found[field.name] = field
    return keep_fields(list(found.values()))


def _checked(one: Any) -> Field:
    name = str(one.get("name", "")) if isinstance(one, dict) else ""
    if not NAME.fullmatch(name) or name in TAKEN:
        raise _wrong(name, _("A name consists of small letters, digits and hyphens."))
    for well, problem in _laws(one):
        if not well:
            raise _wrong(name, problem)
    _check_options(name, one)
    return _field(one)


def _laws(one: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """Each thing that must be so, with what is said when it is not."""
    words = _("Its words are needed, by language.")
    when = one.get("when")
    yield not set(one) - KNOWN, ", ".join(sorted(set(one) - KNOWN))
    yield one.get("kind") in Kind.values, ", ".join(Kind.values)
    yield one.get("use", "") in Use.values, ", ".join(Use.values)
    yield _are_texts(one.get("label")), words
    yield not one.get("hint") or _are_texts(one["hint"]), words
    yield isinstance(one.get("required", False), bool), "required: true, false"
    yield (
        not when or (isinstance(when, dict) and isinstance(when.get("is"), list) and "field" in when),
        "when: field, is",
    )


def _check_options(name: str, one: Mapping[str, Any]) -> None:
    options = one.get("options", [])
    well = isinstance(options, list) and all(
        isinstance(option, dict)
        and isinstance(option.get("value"), str)
        and NAME.fullmatch(option["value"])
        and _are_texts(option.get("label"))
        for option in options
    )
    if not well or len({option["value"] for option in options}) != len(options):
        raise _wrong(name, _("Each choice needs a value of its own and words."))
    if one["kind"] == Kind.CHOICE and not options:
        raise _wrong(name, _("Say what can be chosen."))


def _check_condition(field: Field, before: Mapping[str, Field]) -> None:
    if field.when is None:
        return
    other = before.get(field.when.field)
    if other is None or other.kind not in (Kind.CHOICE, Kind.CONSENT, Kind.WAY):
        raise _wrong(field.name, _("A condition speaks of a choice or a consent that stands before it."))
    known = set(Wish.values) if other.kind == Kind.WAY else {one.value for one in other.options} or {"on"}
    if not field.when.values or set(field.when.values) - known:
        raise _wrong(field.name, ", ".join(sorted(known)))


def _are_texts(given: Any) -> bool:
    """Whether these are words by language, of which at least one says something."""
    return (
        isinstance(given, dict)
        and all(isinstance(one, str) for one in [*given, *given.values()])
        and all(len(words) <= LONGEST for words in given.values())
        and any(words.strip() for words in given.values())
    )


def _wrong(name: str, problem: str) -> Invalid:
    return Invalid(field=f"fields.{name}" if name else "fields", problem=problem)
