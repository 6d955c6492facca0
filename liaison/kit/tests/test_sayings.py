"""Kept sentences are said in the reader's language."""

import pytest
from django.utils import translation

from liaison.kit.errors import NotFound
from liaison.kit.sayings import said, say, together

KEPT = say("The server refused the message (“%(answer)s”).", answer="550 “no” 100 %")


def test_it_is_said_in_the_language_that_is_active_when_it_is_read() -> None:
    with translation.override("en"):
        english = said(KEPT)
    with translation.override("fr"):
        french = said(KEPT)

    assert english == "The server refused the message (“550 “no” 100 %”)."
    assert french != english
    assert "550 “no” 100 %" in french


def test_several_are_said_one_after_the_other() -> None:
    kept = together(say("All the other receivers have it."), "550 no such mailbox", KEPT)

    assert said(kept).startswith("All the other receivers have it. 550 no such mailbox The server refused")


@pytest.mark.parametrize("text", ["", '550 no [["such"]] mailbox', "100 %(sure)s", '[["broken', '[["a", 5]]'])
def test_what_is_no_kept_sentence_stays_as_it_is(text: str) -> None:
    assert said(text) == text


def test_a_refusal_is_kept_as_well() -> None:
    assert said(NotFound().kept) == NotFound().sentence
