"""Finding words of a page that were not translated."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import available_timezones

from babel.dates import get_day_names, get_month_names
from django.apps import apps
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, TextField
from django.template import engines
from django.utils import translation
from django.utils.translation import trans_real
from lxml import html

from liaison.kit import memory
from liaison.kit.components import Components

SHOWN = ("title", "aria-label", "placeholder", "alt", "data-confirm")
SILENT = {"script", "style", "code", "kbd", "time", "svg", "pre", "template"}
OURS = {
    "Liaison",
    "Lietuvių",
    "Tiếng Việt",
    "TLS",
    "STARTTLS",
    *(info["name_local"] for info in LANG_INFO.values() if "name_local" in info),
}
"""Words that are the same everywhere."""

SAMPLES = {"components"}
"""Pages for those who build pages, in English."""

TEXTS = (ArrayField, CharField, TextField, JSONField)
_TELLS = ("gettext", "pgettext", "ngettext", "npgettext")
_LETTERS = re.compile(r"(?!\b[A-Z]{2}\b)[^\W\d_]{2,}")  # Two capitals are somebody's initials.
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


@contextmanager
def foreign_words() -> Iterator[set[str]]:
    """Gather the sentences that are asked for and not in the catalogue of the language in force."""
    missing: set[str] = set()

    def watched(name: str) -> Callable[..., str]:
        real = getattr(trans_real, name)

        def told(*given: Any) -> str:
            context, sentence = (given[0], given[1]) if name.startswith(("p", "np")) else ("", given[0])
            key = f"{context}{trans_real.CONTEXT_SEPARATOR}{sentence}" if context else sentence
            known = trans_real.catalog()._catalog
            if sentence and key not in known and (key, 0) not in known:
                missing.add(sentence)
            return str(real(*given))

        return told

    with _instead(watched):
        yield missing


def leftovers(visit: Callable[[], Iterable[tuple[str, Any]]]) -> list[str]:
    """Open pages with every translated sentence in marks; return the words that stand outside of them."""

    def marked(name: str) -> Callable[..., str]:
        real = getattr(trans_real, name)
        return lambda *given: f"⟦{real(*given)}⟧"

    wrong: dict[str, str] = {}
    with _instead(marked):
        pages = [
            (name, answer.content.decode())
            for name, answer in visit()
            if _is_page(answer) and name not in SAMPLES
        ]
    _forget_components()
    data = _typed_in()
    for name, words in pages:
        for text in _texts(words):
            if _LETTERS.search(_bare(text, data)):
                wrong.setdefault(text.strip()[:100], name)
    return [f"{name}: {text}" for text, name in sorted(wrong.items())]


def _forget_components() -> None:
    """Components remember what they drew, with or without our marks."""
    for one in engines["jinja2"].env.globals.values():
        if isinstance(one, Components):
            kept = {name: value for name, value in vars(one).items() if name.startswith("_")}
            vars(one).clear()
            vars(one).update(kept)


@contextmanager
def _instead(make: Callable[[str], Callable[..., str]]) -> Iterator[None]:
    before = {
        name: translation._trans.__dict__.get(name, getattr(translation._trans, name)) for name in _TELLS
    }
    for name in _TELLS:
        setattr(translation._trans, name, make(name))
    _forget_drawn()
    try:
        yield
    finally:
        _forget_drawn()
        for name, real in before.items():
            setattr(translation._trans, name, real)


def _forget_drawn() -> None:
    """What was drawn before keeps its words; here each must ask for them again."""
    memory.forget()
    components = engines["jinja2"].env.globals["ui"]
    for name in [name for name in vars(components) if not name.startswith("_")]:
        delattr(components, name)


def _is_page(answer: Any) -> bool:
    return answer.status_code == 200 and "html" in answer.headers.get("Content-Type", "")


def _texts(words: str) -> Iterator[str]:
    """What somebody reads or hears of a page."""
    for element in html.fromstring(f"<div>{words}</div>" if "<html" not in words else words).iter():
        if not isinstance(element.tag, str) or _is_silent(element):
            continue
        for text in (element.text, *(element.get(name) for name in SHOWN)):
            if text and text.strip():
                yield text
        for child in element:
            if child.tail and child.tail.strip():
                yield child.tail


def _is_silent(element: Any) -> bool:
    above = [element, *element.iterancestors()]
    return any(
        e.tag in SILENT or e.get("translate") == "no" or (e.get("lang") and e.tag != "html") for e in above
    )


def _bare(text: str, data: list[str]) -> str:
    """The text without what is translated and without what somebody typed in."""
    before = None
    while before != text:
        before, text = text, _MARKED.sub(" ", text)
    for words in data:
        text = text.replace(words, " ")
    return text


def _typed_in() -> list[str]:
    """Every text that lies in the database, the longest first, and the names of the languages."""
    found = (
        {word for words in OURS for word in (words, words.title())}
        | set(_of_babel())
        | {name for _, name in settings.LANGUAGES if isinstance(name, str)}
    )
    for model in apps.get_models():
        columns = [f.attname for f in model._meta.concrete_fields if isinstance(f, TEXTS)]
        for row in model._default_manager.values_list(*columns) if columns and model._meta.managed else ():
            found |= set(_strings(row))
    return sorted((text for text in found if len(text) > 1), key=len, reverse=True)


def _of_babel() -> Iterator[str]:
    """What the library of languages says by itself: months, days, units, cities of time zones."""
    for language in ("en", "fr"):
        for width in ("wide", "abbreviated"):
            yield from get_month_names(width, locale=language).values()
            yield from get_day_names(width, locale=language).values()
    yield from ("byte", "bytes", "kB", "MB", "GB", "UTC", "AM", "PM")
    for zone in available_timezones():
        yield from re.split(r"[/_]", zone)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.split()
    elif isinstance(value, dict):
        yield from _strings([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
