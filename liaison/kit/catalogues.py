"""The translations of every room: gather, keep what is translated, find what is missing, compile.

A room's folder is complete: its sentences lie in `<room>/locale/<language>/LC_MESSAGES/django.po`. English is
the source language and has no catalogue. `python -m liaison.kit.catalogues update|check|compile|fill [ROOM…]`
"""

import argparse
import ast
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LIAISON = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "ru", "lt", "et", "vi")
"""Every language of the interface but English, which the source is written in."""

NESTS = ("channels", "config")
"""Rooms whose sub-packages are rooms of their own."""

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{
        name + lazy: DEFAULT_KEYWORDS[name]
        for name in ("gettext", "ngettext", "pgettext", "npgettext")
        for lazy in ("_lazy", "_noop")
    },
    "say": None,
}
JINJA = {
    "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols",
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|</?\w+")
Texts = str | tuple[str, ...] | list[str]


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """Something that keeps a catalogue from being finished."""

    catalogue: Path
    sentence: str
    why: str

    def __str__(self) -> str:
        return f"{self.catalogue.relative_to(LIAISON.parent)}: {self.why}: {self.sentence!r}"


def rooms() -> list[Path]:
    """The folders that keep a catalogue of their own, in the order of their names."""
    nested = [folder for nest in NESTS for folder in _nested(LIAISON / nest)]
    return sorted([*_packages(LIAISON), *nested])


def _nested(nest: Path) -> list[Path]:
    """The rooms within a room; a package of its actions is none."""
    return [folder for folder in _packages(nest) if (folder / "apps.py").is_file()]


def locale_paths() -> list[Path]:
    """Where Django finds the catalogues: one folder for every room that has sentences."""
    return [room / "locale" for room in rooms() if (room / "locale").is_dir()]


def catalogue_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def sentences(room: Path) -> Catalog:
    """Gather what the modules and templates of a room say to people, without its tests and inner rooms."""
    found = Catalog(charset="utf-8")
    for path in _sources(room):
        where = [(path.relative_to(room).as_posix(), 1)]
        for texts, comments, context in _said_in(path):
            found.add(texts, locations=where, auto_comments=comments, context=context)
    return found


def update(room: Path) -> None:
    """Write the catalogues of a room anew: translations kept, new sentences empty, unsaid ones dropped."""
    said = sentences(room)
    for language in LANGUAGES if len(said) else ():
        _write(room, language, said, _read(catalogue_path(room, language), language))


def fill(room: Path, table: dict[str, dict[str, Texts]]) -> list[str]:
    """Update a room and enter translations: `{sentence: {language: text, or one text for each plural form}}`.

    A sentence with a context is written `context|sentence`. Returns the sentences that the room does not say.
    """
    update(room)
    said = sentences(room)
    for language in LANGUAGES if len(said) else ():
        kept = _read(catalogue_path(room, language), language)
        for message in kept:
            texts = table.get(_key(message), {}).get(language) if message.id else None
            if texts:
                message.string = tuple(texts) if isinstance(message.id, tuple) else str(texts)
        _write(room, language, said, kept)
    return sorted(set(table) - {_key(message) for message in said if message.id})


def check(room: Path) -> list[Flaw]:
    """What is missing, left over, or differs in its placeholders, in all catalogues of a room."""
    said = {(message.id, message.context) for message in sentences(room) if message.id}
    flaws: list[Flaw] = []
    for language in LANGUAGES:
        path = catalogue_path(room, language)
        kept = {(message.id, message.context): message for message in _read(path, language) if message.id}
        flaws += [
            Flaw(catalogue=path, sentence=_first(key[0]), why="not in the catalogue")
            for key in said - kept.keys()
        ]
        flaws += [
            Flaw(catalogue=path, sentence=_first(key[0]), why="no longer said") for key in kept.keys() - said
        ]
        flaws += [
            Flaw(catalogue=path, sentence=_first(key[0]), why=why)
            for key in said & kept.keys()
            for why in _faults(kept[key])
        ]
    return flaws


def disagreements() -> list[Flaw]:
    """Sentences which two rooms translate differently: only one would be shown, so they need a context."""
    flaws = []
    for language in LANGUAGES:
        known: dict[tuple[str, str | None], Texts] = {}
        for path in (catalogue_path(room, language) for room in rooms()):
            for message in _read(path, language):
                if not message.id or not message.string or not any(message.string):
                    continue
                other = known.setdefault((_first(message.id), message.context), message.string)
                if message.string != other:
                    why = f"elsewhere translated as {other!r}"
                    flaws.append(Flaw(catalogue=path, sentence=_first(message.id), why=why))
    return flaws


def compile_all() -> int:
    """Write a `.mo` beside every `.po` that is newer; returns how many were written."""
    written = 0
    for path in sorted(LIAISON.rglob("locale/*/LC_MESSAGES/*.po")):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        compiled_bytes = io.BytesIO()
        write_mo(compiled_bytes, _read(path, path.parts[-3]))
        part = compiled.with_suffix(f".{os.getpid()}.part")  # Several processes may start at once.
        part.write_bytes(compiled_bytes.getvalue())
        part.replace(compiled)
        written += 1
    return written


def _packages(folder: Path) -> list[Path]:
    return [
        inner.parent
        for inner in folder.glob("*/__init__.py")
        if inner.parent.name not in {"tests", "migrations"}
    ]


def _sources(room: Path) -> Iterator[Path]:
    inner = _nested(room) if room.name in NESTS else []
    for path in sorted([*room.rglob("*.py"), *room.glob("templates/**/*.*")]):
        belongs_inside = any(path.is_relative_to(other) for other in inner)
        if not belongs_inside and not {"tests", "migrations", "__pycache__"} & set(
            path.relative_to(room).parts
        ):
            yield path


def _said_in(path: Path) -> Iterator[tuple[Texts, list[str], str | None]]:
    if path.suffix == ".py":
        found = extract("python", io.BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"])
        yield from ((sentence, [], None) for sentence in _refusals(path))
    else:
        found = extract(
            "jinja2.ext:babel_extract", io.BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"], JINJA
        )
    for _line, texts, comments, context in found:
        yield texts, comments, context


def _refusals(path: Path) -> Iterator[str]:
    """The docstrings of refusals: each is the very sentence which is shown, in the reader's language."""
    known = {"Refusal", "NotFound", "Invalid"}
    for node in ast.parse(path.read_text()).body:
        bases = {getattr(base, "id", getattr(base, "attr", "")) for base in getattr(node, "bases", ())}
        if isinstance(node, ast.ClassDef) and (bases & known or node.name == "Refusal"):
            known.add(node.name)
            sentence = (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ")
            if sentence:
                yield sentence


class _Plain(Catalog):
    """A catalogue without dates and names in its head, which would only make two branches collide."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        wanted = {"MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms", "Language"}
        return [(name, value) for name, value in self._get_mime_headers() if name in wanted]


def _write(room: Path, language: str, said: Catalog, kept: Catalog) -> None:
    fresh = _Plain(locale=language, charset="utf-8", fuzzy=False, header_comment=f"# {room.name}, {language}")
    for message in said:
        if message.id:
            old = kept.get(message.id, message.context)
            fresh.add(
                message.id,
                old.string if old and isinstance(old.id, tuple) == isinstance(message.id, tuple) else "",
                locations=message.locations,
                auto_comments=message.auto_comments,
                user_comments=old.user_comments if old else (),
                context=message.context,
            )
    text = io.BytesIO()
    write_po(text, fresh, width=110, sort_by_file=True, include_lineno=False)
    path = catalogue_path(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != text.getvalue():
        path.write_bytes(text.getvalue())


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def _first(texts: Texts) -> str:
    return texts if isinstance(texts, str) else texts[0]


def _key(message: Message) -> str:
    return f"{message.context}|{_first(message.id)}" if message.context else _first(message.id)


def _faults(message: Message) -> Iterator[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not texts or not all(texts):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked as doubtful"
    allowed = [
        set(PLACEHOLDER.findall(one)) for one in ([message.id] if isinstance(message.id, str) else message.id)
    ]
    if any(set(PLACEHOLDER.findall(text)) not in allowed for text in texts):
        yield "other placeholders than the English sentence"


def _named(names: Iterable[str]) -> list[Path]:
    return [LIAISON / name for name in names] or rooms()


def told(flaws: list[Flaw]) -> list[str]:
    """One line for a sentence and what is wrong with it, with the languages it is wrong in."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for flaw in flaws:
        room = flaw.catalogue.parents[3].relative_to(LIAISON).as_posix()
        grouped.setdefault((room, flaw.why, flaw.sentence), []).append(flaw.catalogue.parts[-3])
    return [
        f"{room}: {why} ({' '.join(where)}): {sentence!r}" for (room, why, sentence), where in grouped.items()
    ]


def main(arguments: list[str] | None = None) -> int:
    """`update`, `check`, `compile`, or `fill ROOM < table.json`; without a room, all of them."""
    parser = argparse.ArgumentParser(prog="liaison catalogues", description=__doc__)
    parser.add_argument("verb", choices=("update", "check", "compile", "fill"))
    parser.add_argument(
        "rooms", nargs="*", metavar="ROOM", help="a folder under liaison/, such as tickets or channels/email"
    )
    asked = parser.parse_args(arguments)
    lines: list[str] = []
    if asked.verb == "update":
        for room in _named(asked.rooms):
            update(room)
    elif asked.verb == "compile":
        lines = [f"{compile_all()} written"]
    elif asked.verb == "fill":
        lines = [
            f"not said in this room: {sentence!r}"
            for sentence in fill(_named(asked.rooms)[0], json.load(sys.stdin))
        ]
    if asked.verb != "compile":
        flaws = [flaw for room in _named(asked.rooms) for flaw in check(room)]
        lines += told([*flaws, *disagreements()])
    sys.stdout.write("".join(line + "\n" for line in lines))
    return 1 if asked.verb == "check" and lines else 0


if __name__ == "__main__":
    sys.exit(main())
