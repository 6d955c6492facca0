"""Decisions about answers from plain values."""

import re
from collections.abc import Mapping

SHORTCUT = re.compile(r"[\w-]{1,40}")
PLACES = ("customer", "first_name", "number", "me", "department")
"""What stands in braces in an answer: the customer's name and its first word, the ticket's number, whoever writes, the
department."""
_PLACE = re.compile(r"\{(" + "|".join(PLACES) + r")\}")
_BEFORE_MARK = re.compile(r" +(?=[,.;:!?…])")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The answer with what is known in its places; what is not known leaves no gap before a mark."""
    said = _PLACE.sub(lambda found: facts.get(found[1], ""), text)
    return said if said == text else _BEFORE_MARK.sub("", said)


def in_language(texts: Mapping[str, str], *wanted: str) -> tuple[str, str]:
    """The language and the text in the first of the wanted languages there is, else in any."""
    for language in (*wanted, "en", *texts):
        if texts.get(language):
            return language, texts[language]
    return "", ""


def fits(shortcut: str, title: str, word: str) -> bool:
    """Whether an answer is meant by what was typed after the slash."""
    word = word.casefold()
    return shortcut.startswith(word) or any(part.startswith(word) for part in title.casefold().split())
