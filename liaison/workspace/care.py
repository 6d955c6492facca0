"""Care marks as they are shown: a word, an icon and a tone for each, the reader's own words for a language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.customers.care import Mark
from liaison.customers.words import SIGNED, Care
from liaison.kit.text import language_name, locale

WORDS: Final[dict[Care, tuple[str | Promise, str, str]]] = {
    Care.VULNERABLE: (_("Vulnerable"), "heart-handshake", "warn"),
    Care.MINOR: (_("Minor"), "baby", "warn"),
    Care.INTERPRETER: (_("Interpreter"), "languages", "news"),
    Care.NO_PHONE: (_("No phone calls"), "phone-off", "bad"),
}
"""What each mark is called, its icon and the tone of its badge."""


@dataclass(frozen=True)
class Badge:
    """A mark as it is shown."""

    mark: Mark
    word: str
    icon: str
    tone: str


def badges(marks: Iterable[Mark]) -> list[Badge]:
    """The marks as they are shown, in their order."""
    return [Badge(one, _word(one), *WORDS[Care(one.kind)][1:]) for one in marks]


def _word(mark: Mark) -> str:
    if mark.kind == Care.INTERPRETER:
        return gettext("Interpreter: %(language)s") % {"language": _spoken(mark.language)}
    return str(WORDS[Care(mark.kind)][0])


def _spoken(language: str) -> str:
    return gettext("sign language") if language == SIGNED else language_name(language)


def kinds_to_set(kinds: Iterable[Care]) -> Sequence[tuple[str, str]]:
    """The kinds which a form offers, in the order of `Care`."""
    offered = set(kinds)
    return [(kind.value, str(WORDS[kind][0])) for kind in Care if kind in offered]


def languages() -> Sequence[tuple[str, str]]:
    """The languages which a form offers for an interpreter, by their names; sign language before the others."""
    known = {code: str(name) for code, name in locale().languages.items() if len(code) == 2}
    return [(SIGNED, _spoken(SIGNED)), *sorted(known.items(), key=lambda pair: pair[1].casefold())]
