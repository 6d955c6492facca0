"""Reading a pack of rules: one file that people can read, checked whole before anything of it is kept.

The format stands in docs/rooms/authority.md. What is wrong is told by its place in the file: `rules.cancel.when`.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from liaison.authority.words import FactType, Provision, Says
from liaison.kit.errors import Invalid, NotFound

PLACE = Path(__file__).parents[1] / "config" / "packs"

_FIELDS = {
    "": {"name", "edition", "title", "settings", "rules", "facts", "cases"},
    "settings": {"type", "value", "label"},
    "rules": {
        "key", "command", "says", "when", "role", "kind", "ask", "stand_in", "within", "valid_from", "valid_until",
        "reason", "say", "allowed",
    },
    "cases": {"name", "command", "like", "by", "facts", "says", "rule"},
    "by": {"kind", "roles"},
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PackSetting:
    """A setting which a pack brings. label: by language."""

    name: str
    type: FactType
    value: Any
    label: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Facts, and what the rules of the pack must say of them.

    kind, roles: who acts. facts: by name; those not named are empty, nought or no. rule: the key of the one that must
    decide, empty where none may; None where any may.
    """

    name: str
    command: str
    says: Says
    kind: str
    roles: tuple[str, ...]
    facts: Mapping[str, Any]
    rule: str | None


@dataclass(frozen=True, kw_only=True)
class PackFile:
    """A pack as its file says. title: by language. rules: their keys begin with the name of the pack."""

    name: str
    edition: int
    title: Mapping[str, str]
    settings: tuple[PackSetting, ...] = ()
    rules: tuple[Provision, ...] = ()
    cases: tuple[Case, ...] = field(default=())

    @property
    def digest(self) -> str:
        """What tells two editions apart."""
        return digest([*map(digest_of, self.rules), *(vars(one) for one in self.settings), dict(self.title)])


def read(path: Path) -> PackFile:
    """Read a pack's file, or the `pack.toml` of a folder. Raises Invalid naming the place of what is wrong."""
    path = path / "pack.toml" if path.is_dir() else path
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Invalid(field=str(path.name), problem=str(wrong)) from wrong
    return understand(said)


def understand(said: Mapping[str, Any]) -> PackFile:
    """Make a pack of what its file says. Raises Invalid naming the place of what is wrong."""
    _known(said, "", "")
    name = _need(said, "name", str, "")
    rules = tuple(_rule(one, f"rules.{at}", name) for at, one in enumerate(_list(said, "rules"), 1))
    keys = [one.key for one in rules]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise Invalid(field=f"rules.{twice[0]}", problem=_("stands there twice"))
    likes = _need(said, "facts", dict, "", {})
    return PackFile(
        name=name,
        edition=_need(said, "edition", int, ""),
        title=_texts(said, "title", "", needed=True),
        settings=tuple(_setting(n, one) for n, one in _need(said, "settings", dict, "", {}).items()),
        rules=rules,
        cases=tuple(_case(one, f"cases.{at}", name, likes) for at, one in enumerate(_list(said, "cases"), 1)),
    )


def _setting(name: str, said: Mapping[str, Any]) -> PackSetting:
    place = f"settings.{name}"
    _known(said, "settings", place)
    return PackSetting(
        name=name,
        type=_one_of(FactType, said, "type", place),
        value=_need(said, "value", object, place),
        label=_texts(said, "label", place, needed=True),
    )


def _rule(said: Mapping[str, Any], place: str, pack: str) -> Provision:
    key = _need(said, "key", str, place)
    place = f"rules.{key}"
    _known(said, "rules", place)
    says = _one_of(Says, said, "says", place)
    texts = says is not Says.ALLOW
    return Provision(
        key=f"{pack}.{key}",
        pack=pack,
        command=_need(said, "command", str, place),
        says=says,
        condition=_need(said, "when", str, place, ""),
        reason=_texts(said, "reason", place, needed=texts),
        say=_texts(said, "say", place, needed=texts),
        allowed=_texts(said, "allowed", place, needed=False),
        valid_from=said.get("valid_from"),
        valid_until=said.get("valid_until"),
        within=_need(said, "within", int, place, 0) or None,
        **{name: _need(said, name, str, place, "") for name in ("role", "kind", "ask", "stand_in")},
    )


def _case(said: Mapping[str, Any], place: str, pack: str, likes: Mapping[str, Any]) -> Case:
    name = _need(said, "name", str, place)
    place = f"{place} ({name})"
    _known(said, "cases", place)
    by = _need(said, "by", dict, place, {})
    _known(by, "by", f"{place}.by")
    like = _need(said, "like", str, place, "")
    if like and like not in likes:
        raise Invalid(
            field=f"{place}.like", problem=_("there are no facts called “%(name)s”") % {"name": like}
        )
    rule = said.get("rule")
    return Case(
        name=name,
        command=_need(said, "command", str, place),
        says=_one_of(Says, said, "says", place),
        kind=_need(by, "kind", str, place, "human"),
        roles=tuple(_need(by, "roles", list, place, ["representative"])),
        facts={**likes.get(like, {}), **_need(said, "facts", dict, place, {})},
        rule=f"{pack}.{rule}" if rule else rule,
    )


def _known(said: Mapping[str, Any], kind: str, place: str) -> None:
    if unknown := sorted(set(said) - _FIELDS[kind]):
        known = {"names": ", ".join(sorted(_FIELDS[kind]))}
        raise Invalid(
            field=_at(place, unknown[0]), problem=_("is not known here; known are %(names)s") % known
        )


def _need(said: Mapping[str, Any], name: str, type_: type, place: str, without: Any = None) -> Any:
    value = said.get(name, without)
    if value is None or not isinstance(value, type_) or (type_ is int and isinstance(value, bool)):
        raise Invalid(field=_at(place, name), problem=_("is missing or of the wrong kind"))
    return value


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    found = _need(said, name, list, "", [])
    if not all(isinstance(one, dict) for one in found):
        raise Invalid(field=name, problem=_("is missing or of the wrong kind"))
    return list(found)


def _one_of(kinds: "type[FactType] | type[Says]", said: Mapping[str, Any], name: str, place: str) -> Any:
    word = _need(said, name, str, place)
    if word not in list(kinds):
        raise Invalid(field=_at(place, name), problem=_("is one of %(names)s") % {"names": ", ".join(kinds)})
    return kinds(word)


def _texts(said: Mapping[str, Any], name: str, place: str, *, needed: bool) -> dict[str, str]:
    """A text in every language of the desk, or none where none is needed."""
    texts = _need(said, name, dict, place, {})
    missing = sorted(dict(settings.LANGUAGES).keys() - texts.keys()) if texts or needed else []
    if missing:
        raise Invalid(field=_at(place, f"{name}.{missing[0]}"), problem=_("is missing or of the wrong kind"))
    return {code: _need(texts, code, str, _at(place, name)) for code in texts}


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def digest_of(rule: Provision) -> str:
    """What tells two versions of a rule apart: all that it says, but not which version it is."""
    return digest({name: value for name, value in vars(rule).items() if name not in ("id", "version")})


def digest(value: "Iterable[Any] | Mapping[str, Any]") -> str:
    """A fingerprint of plain values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def find(name: str) -> PackFile:
    """The pack of this name that comes with the house. Raises NotFound, and Invalid for one that is wrong."""
    if name not in available():
        raise NotFound
    return read(PLACE / name)


def available() -> list[str]:
    """The names of the packs that come with the house."""
    return sorted(path.parent.name for path in PLACE.glob("*/pack.toml"))
