"""A reason is told by its key or in the words that stand for it."""

import pytest
from django.utils import translation

from liaison.authority.catalogue import make, schema
from liaison.orders.reasons import key_of
from liaison.orders.words import REASONS, Asked


@pytest.mark.parametrize(
    "said", ["ordered_by_mistake", "ordered by mistake", "Ordered by mistake", " ORDERED-BY-MISTAKE "]
)
def test_a_reason_is_known_by_its_key_and_by_its_words(said: str) -> None:
    assert key_of(said, Asked.CANCELLATION) == "ordered_by_mistake"


def test_words_that_differ_from_the_key_are_known_in_the_language_of_whoever_tells_them() -> None:
    assert key_of("Arrived damaged", Asked.REFUND) == "damaged"
    with translation.override("fr"):
        words = str(REASONS[Asked.REFUND]["damaged"])
        assert words != "Arrived damaged"
        assert key_of(words.upper(), Asked.REFUND) == "damaged"


def test_what_is_not_in_the_list_stays_as_it_was_told() -> None:
    assert key_of("I feel like it", Asked.CANCELLATION) == "I feel like it"


def test_a_command_keeps_the_key_and_its_schema_names_the_reasons() -> None:
    asked = make("orders.cancel", {"order": 1, "reason": "No longer needed"})

    assert vars(asked)["reason"] == "no_longer_needed"
    assert schema("orders.cancel")["properties"]["reason"]["examples"][:2] == [
        "no_longer_needed",
        "ordered_by_mistake",
    ]
