"""Writing a mapping as the TOML file which the command line reads."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from liaison.api.importing.entities import ENTITIES
from liaison.api.importing.refusals import WrongToml

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(mapping: Mapping[str, Any]) -> str:
    """The mapping as TOML, each field on a line of its own."""
    lines = [f"{_key(name)} = {value(one)}" for name, one in mapping.items() if name != "take"]
    for take in mapping.get("take", ()):
        lines += ["", "[[take]]"]
        lines += [f"{_key(name)} = {value(one)}" for name, one in take.items() if name != "fields"]
        lines += ["[take.fields]"]
        fields = take.get("fields", {})
        lines += [
            f"{_key(name)} = {value(fields[name])}" for name in _in_order(str(take.get("entity")), fields)
        ]
    return "\n".join(lines) + "\n"


def _in_order(entity: str, fields: Mapping[str, Any]) -> list[str]:
    """As the entity has them: the database keeps an object in an order of its own."""
    known = list(ENTITIES[entity].fields) if entity in ENTITIES else []
    return sorted(fields, key=lambda name: known.index(name) if name in known else len(known))


def value(one: Any) -> str:
    """A value on one line."""
    if isinstance(one, Mapping):
        inner = ", ".join(
            f"{_key(str(name))} = {value(inside)}" for name, inside in one.items() if inside is not None
        )
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(one, list | tuple):
        return f"[{', '.join(map(value, one))}]"
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, int | float):
        return str(one)
    return _text(str(one))


def read_value(text: str) -> Any:
    """What `value` wrote. Raises WrongToml."""
    try:
        return tomllib.loads(f"it = {text.strip()}")["it"]
    except tomllib.TOMLDecodeError as no:
        raise WrongToml(text=text[:80], why=str(no)) from no


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    # JSON's escapes are TOML's, but for the one character which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
