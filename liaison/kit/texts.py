"""Texts that somebody wrote in several languages, by the code of the language."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation


def words_in(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, else in English, else in whichever there is; empty when there is none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def with_words(texts: Mapping[str, str], language: str, words: str) -> dict[str, str]:
    """The texts with these words in a language; without that language when there are no words."""
    others = {code: kept for code, kept in texts.items() if code != language}
    return others | ({language: words.strip()} if words.strip() else {})


def in_each_language(sentence: str) -> dict[str, str]:
    """A sentence of ours by language; the house speaks English without a catalogue."""
    said = {"en": sentence}
    for language in dict(settings.LANGUAGES).keys() - said.keys():
        with translation.override(language):
            said[language] = translation.gettext(sentence)
    return said
