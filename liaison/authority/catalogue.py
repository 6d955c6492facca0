"""The catalogue of commands: every verb that changes something on behalf of somebody, by name."""

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from liaison.authority.words import OWN, Command
from liaison.kit.errors import Invalid, NotFound

C = TypeVar("C", bound=type[Command])
_GREATEST = 2**63 - 1
# A moment near the ends of the calendar leaves it in another time zone; once kept, no row with it can be read.
_EARLIEST, _LATEST = datetime(1900, 1, 1), datetime(9999, 1, 1)  # noqa: DTZ001 (compared without a zone)
COMMANDS: dict[str, type[Command]] = {}
_LABELS: dict[str, str | Promise] = {}
_adapters: dict[str, TypeAdapter[Command]] = {}


def command(cls: C) -> C:
    """Register a command under its name."""
    if COMMANDS.setdefault(cls.name, cls) is not cls:
        raise ValueError(f"two commands are called {cls.name}")
    return cls


def permission(name: str, *, label: str | Promise) -> str:
    """Register a permission which is not itself a command: to see something, or one that several commands need."""
    _LABELS[name] = label
    return name


def permissions() -> dict[str, str | Promise]:
    """Every permission a role may hold, with what it is called, in the order of their names."""
    shared = {cls.permission(): cls.label for cls in COMMANDS.values() if cls.permission() != OWN}
    own = {cls.name: cls.label for cls in COMMANDS.values() if cls.permission() == cls.name}
    return dict(sorted((shared | own | _LABELS).items()))


def adapter(name: str) -> "TypeAdapter[Command]":
    """The parser and describer of a command's parameters."""
    if name not in COMMANDS:
        raise NotFound
    if name not in _adapters:
        _adapters[name] = TypeAdapter(COMMANDS[name])
    return _adapters[name]


def schema(name: str) -> dict[str, Any]:
    """The JSON schema of a command's parameters. Raises NotFound for an unknown name."""
    made = adapter(name).json_schema(mode="validation")
    return made | {"title": name, "additionalProperties": False}


def make(name: str, params: dict[str, Any]) -> Command:
    """Make the command from plain values.

    Raises NotFound for an unknown name and Invalid naming the first parameter that is missing, unknown or wrong.
    """
    checked = adapter(name)
    known = {field.name for field in fields(COMMANDS[name])}
    if unknown := sorted(set(params) - known):
        raise Invalid(field=unknown[0], problem=f"{name} takes {', '.join(sorted(known)) or 'nothing'}")
    for field, value in params.items():
        _keepable(field, value)
    try:
        made = checked.validate_python(params)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Invalid(field=".".join(map(str, first["loc"])), problem=first["msg"]) from wrong
    for field, value in vars(made).items():
        _keepable(field, value)  # Once more: a form's words are numbers and moments only now.
    return made


def _keepable(field: str, value: Any) -> None:
    """Refuse what PostgreSQL could not keep: it would otherwise fail deep inside and without a field's name."""
    if isinstance(value, dict | list | tuple):
        for one in [*value, *value.values()] if isinstance(value, dict) else value:
            _keepable(field, one)
    elif problem := _problem(value):
        raise Invalid(field=field, problem=problem)


def _problem(value: Any) -> str:
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        return _("must not contain NUL or half a character")
    if isinstance(value, int | float) and not -_GREATEST <= value <= _GREATEST:
        return _("must fit into 64 bits")
    if isinstance(value, datetime) and not _EARLIEST < value.replace(tzinfo=None) < _LATEST:
        return _("must lie within the years 1900 to 9998")
    return ""


def params(command: Command) -> dict[str, Any]:
    """The plain values of a command, as they can be kept and made again."""
    return dict(adapter(command.name).dump_python(command, mode="json"))
