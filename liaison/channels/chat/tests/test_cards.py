"""Cards and buttons are plain text with marks; what only looks like one stays text."""

import pytest

from liaison.channels.chat.cards import Button, Card, cards, plain

JACKET = """Here it is:
# Blue jacket
Two are left.

[[Keep one for me]] [[See it|https://shop.example/blue]]"""


def test_a_card_has_a_title_words_and_buttons() -> None:
    assert cards(JACKET) == [
        Card(text="Here it is:"),
        Card(
            "Blue jacket",
            "Two are left.",
            [Button("Keep one for me"), Button("See it", "https://shop.example/blue")],
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Yes, two are left.",
        "#1042 is on its way",
        "Press [[Keep]] below",
        "[[Go|javascript:alert(1)]]",
        "[[Go|https://a.example/ x]]",
        "[[]]",
        "",
    ],
)
def test_what_only_looks_like_one_is_words(text: str) -> None:
    assert cards(text) == []


def test_a_mail_says_it_without_the_marks() -> None:
    assert plain([JACKET, "Bye."]) == (
        "Here it is:\n\nBlue jacket\nTwo are left.\n– Keep one for me\nSee it: https://shop.example/blue\n\nBye."
    )
