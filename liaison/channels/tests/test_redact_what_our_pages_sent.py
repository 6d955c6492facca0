"""Taking a text out of what our own pages handed in."""

import json

from liaison.channels.own_pages import redacted

CARD = "4111 1111 1111 1111"


def test_a_text_is_taken_out_however_deep_it_was_written() -> None:
    said = {"key": "a", "text": f"My card: {CARD}", "answers": [{"label": "Card", "text": CARD}]}
    without = json.loads(redacted(json.dumps(said).encode(), CARD, "···"))
    assert without == {"key": "a", "text": "My card: ···", "answers": [{"label": "Card", "text": "···"}]}


def test_what_does_not_hold_it_stays_to_the_byte() -> None:
    raw = b'{"key":  "4111 1111 1111 1111", "text": "none"}'
    assert redacted(raw, CARD, "···") == raw
    assert redacted(raw, "", "···") == raw
