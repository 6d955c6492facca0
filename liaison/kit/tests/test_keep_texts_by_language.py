"""Texts in several languages."""

from liaison.kit.texts import with_words, words_in


def test_a_reader_gets_their_language_else_english_else_what_there_is() -> None:
    assert words_in({"en": "Hello", "fr": "Bonjour"}, "fr") == "Bonjour"
    assert words_in({"en": "Hello", "fr": ""}, "fr") == "Hello"
    assert words_in({"lt": "Labas"}, "fr") == "Labas"
    assert words_in({}, "fr") == ""


def test_words_take_the_place_of_those_in_the_same_language_alone() -> None:
    assert with_words({"en": "Hello", "fr": "Salut"}, "fr", " Bonjour ") == {"en": "Hello", "fr": "Bonjour"}


def test_no_words_take_the_language_away() -> None:
    assert with_words({"en": "Hello", "fr": "Salut"}, "fr", " ") == {"en": "Hello"}
