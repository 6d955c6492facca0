"""Sentences that are kept: the words of the source and the facts, said in the language of whoever reads them.

from liaison.kit.sayings import say as _

why = _("There is no folder called %(folder)s.", folder="Archive")   # A text, to be kept in a column.
said(why)                                                            # "Il n’y a pas de dossier Archive."
"""

import json
from typing import Any

from django.utils.translation import gettext


def say(words: str, /, **facts: object) -> str:
    """Return the sentence as it is kept. words: a literal, as for gettext; facts: what its placeholders stand for."""
    return _kept([[words, {name: _plain(fact) for name, fact in facts.items()}]])


def together(*kept: str) -> str:
    """Several kept sentences, said one after the other."""
    return _kept([one for some in kept for one in _sentences(some)])


def said(kept: str) -> str:
    """Say what was kept in the language that is active now. Any other text (an error of the outside) stays as it is."""
    return " ".join(words if facts is None else _filled(words, facts) for words, facts in _sentences(kept))


def _filled(words: str, facts: dict[str, object]) -> str:
    translated = gettext(words)
    return translated % facts if facts else translated


def _kept(sentences: list[Any]) -> str:
    return json.dumps(sentences, ensure_ascii=False)


def _plain(fact: object) -> object:
    return fact if isinstance(fact, int) else str(fact)


def _sentences(kept: str) -> list[Any]:
    if not kept.startswith('[["'):
        return [[kept, None]]
    try:
        found = json.loads(kept)
        return [[str(words), None if facts is None else dict(facts)] for words, facts in found]
    except (ValueError, TypeError):
        return [[kept, None]]
