"""The reference: every command, event, setting, refusal and word of the command line, written from the code itself.

`liaison reference` writes `docs/reference/*.md`; a test compares them, so that nothing is there undocumented.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import Any

import django
from django.utils.translation import override

PLACE = Path(__file__).resolve().parents[2] / "docs" / "reference"
NOTE = "<!-- Written by `liaison reference` from the code; change it there. -->\n\n"


def main(argv: Sequence[str]) -> int:
    """Write every page of the reference. Return the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
    django.setup()
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PLACE / name).write_text(text)
    return 0


def pages() -> dict[str, str]:
    """Each page of the reference by its file name."""
    for door in ("liaison.config.urls", "liaison.config.asgi", "liaison.api.importing.running"):
        import_module(door)  # The doors' own refusals are known once the doors are.
    with override("en"):
        return {f"{name}.md": NOTE + "".join(write()) for name, write in PAGES.items()}


def _commands() -> Iterator[str]:
    from liaison.authority import catalogue

    yield "# Commands\n\nEverybody asks for them in the same way: the pages, `POST /api/v1/commands/NAME`, rules.\n"
    for name, cls in sorted(catalogue.COMMANDS.items()):
        made = catalogue.schema(name)
        yield f"\n## `{name}`\n\n{_words(cls)}\n\nButton: *{cls.label}*. Permission: `{cls.permission()}`.\n"
        if made["properties"]:
            yield "\n| parameter | type | needed |\n|---|---|---|\n"
        for field, kind in made["properties"].items():
            yield f"| `{field}` | {_type(kind)} | {'yes' if field in made.get('required', ()) else 'no'} |\n"


def _events() -> Iterator[str]:
    from liaison.journal.registry import EVENTS

    yield "# Events\n\nWhat can stand in the journal, with its facts.\n"
    for kind, cls in sorted(EVENTS.items()):
        yield f"\n## `{kind}`\n\n{_words(cls)} In the timeline: *{cls.says}*\n\n"
        about = ", ".join(f"`{noun}`" for noun in cls.about)
        facts = ", ".join(f"`{fact.name}`" for fact in fields(cls))
        yield f"About: {about or 'nothing'}. Facts: {facts or 'none'}.\n"


def _settings() -> Iterator[str]:
    from liaison.kit.configuration import OPTIONS, PREFIX

    yield "# Settings\n\nFrom the environment, or without the prefix and in lower case from `liaison.toml`.\n\n"
    yield "| setting | by itself | what for |\n|---|---|---|\n"
    for option in OPTIONS:
        yield f"| `{PREFIX}{option.name}` | {_default(option.default)} | {option.what} |\n"
    yield "| `DATABASE_URL` | our own PostgreSQL | Address of an external PostgreSQL, 18 or newer. |\n"


def _command_line() -> Iterator[str]:
    from liaison.config.cli import COMMANDS

    yield "# Command line\n\n`liaison NAME …`, or `./run NAME …` in a checkout.\n\n"
    for name, entry in sorted(COMMANDS.items()):
        yield f"- `{name}`: {entry.what}\n"


def _refusals() -> Iterator[str]:
    from liaison.kit.errors import Refusal

    yield "# Refusals\n\nThe `name` of an answer of the API, and what people read.\n\n"
    yield "| name | sentence |\n|---|---|\n"
    for name, sentence in sorted({(c.__name__, _sentence(c)) for c in _below(Refusal) if _is_ours(c)}):
        yield f"| `{name}` | {sentence} |\n"


def _is_ours(cls: type[Any]) -> bool:
    """Whether the house refuses so itself, and not a test of it."""
    return cls.__module__.startswith("liaison.") and ".tests." not in cls.__module__


def _below(cls: type[Any]) -> Iterator[type[Any]]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)


def _sentence(cls: type[Any]) -> str:
    return cleandoc(cls.__doc__ or "").split("\n\n")[0].replace("\n", " ").replace("|", "\\|")


def _words(cls: type[Any]) -> str:
    return " ".join((cls.__doc__ or "").split())


def _type(kind: dict[str, Any]) -> str:
    """What a JSON schema asks for, in a word or two."""
    if "$ref" in kind:
        return f"`{kind['$ref'].rpartition('/')[2]}`"
    if "anyOf" in kind:
        return " or ".join(_type(one) for one in kind["anyOf"])
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    if kind.get("type") == "array":
        return f"list of {_type(kind.get('items', {}))}"
    named = str(kind.get("format") or kind.get("type") or "anything")
    if "examples" in kind:
        return f"{named}, such as {', '.join(f'`{value}`' for value in kind['examples'])}"
    return named


def _default(value: Any) -> str:
    shown = re.sub(r"\s+", " ", " ".join(value) if isinstance(value, tuple) else str(value))
    return f"`{shown}`" if shown else "nothing"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands": _commands,
    "events": _events,
    "settings": _settings,
    "command-line": _command_line,
    "refusals": _refusals,
}
