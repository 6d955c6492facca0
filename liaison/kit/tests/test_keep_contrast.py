"""The colours of the look: enough contrast for everybody, by day and by night, and each written in one place."""

import itertools
import math
import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parent.parent / "static" / "ui"
TOKENS = (UI / "tokens.css").read_text()
PAIRS = dict(re.findall(r"--([\w-]+): light-dark\((.+)\);", TOKENS))
THEMES = ("light", "dark")
GROUNDS = ("ground", "surface", "raised", "sunken", "hover", "chosen", "accent-ground", "note-ground", "ours")
STATES = ("good", "warn", "bad", "news", "note")
READABLE, VISIBLE = 4.5, 3.0

Colour = tuple[float, float, float]


def colour(token: str, theme: str) -> Colour:
    """The linear red, green and blue of a token in one theme."""
    written = PAIRS[token].split(", ")[THEMES.index(theme)]
    parts = [int(written.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """CSS Color 4, "OKLCH to linear sRGB", cut to what a screen can show."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return (min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1))


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, "contrast ratio"."""
    light, dark = sorted(
        (0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def too_faint(words: tuple[str, ...], grounds: tuple[str, ...], theme: str, least: float) -> list[str]:
    return [
        f"{word} on {ground}: {ratio:.2f}"
        for word, ground in itertools.product(words, grounds)
        if (ratio := contrast(colour(word, theme), colour(ground, theme))) < least
    ]


def test_the_formula_agrees_with_the_examples_of_the_standard() -> None:
    assert contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)
    assert oklch(0.627955, 0.257683, 29.2339) == pytest.approx((1, 0, 0), abs=0.002)


@pytest.mark.parametrize("theme", THEMES)
class TestContrast:
    def test_every_word_can_be_read_on_every_ground(self, theme: str) -> None:
        assert too_faint(("ink", "soft", "muted", "accent"), GROUNDS, theme, READABLE) == []

    def test_words_on_the_rail_can_be_read(self, theme: str) -> None:
        words = ("ink", "soft", "muted", "warn", "bad")
        assert too_faint(words, ("rail-hover", "rail-chosen"), theme, READABLE) == []

    def test_a_state_can_be_read_on_its_ground_and_in_lists(self, theme: str) -> None:
        for state in STATES:
            grounds = (f"{state}-ground", "ground", "surface", "raised", "hover", "chosen", "ours")
            assert too_faint((state,), grounds, theme, READABLE) == []
            assert too_faint(("ink", "soft"), (f"{state}-ground",), theme, READABLE) == []

    def test_words_on_solid_colours_can_be_read(self, theme: str) -> None:
        assert too_faint(("on-accent",), ("accent-solid", "accent-solid-hover"), theme, READABLE) == []
        assert too_faint(("on-bad",), ("bad-solid", "bad-solid-hover"), theme, READABLE) == []

    def test_a_toast_can_be_read(self, theme: str) -> None:
        words = ("on-toast", "on-toast-accent")
        assert too_faint(words, ("toast", "toast-hover", "toast-key"), theme, READABLE) == []
        assert too_faint(("on-toast-good", "on-toast-bad"), ("toast",), theme, VISIBLE) == []

    def test_the_edge_of_a_field_and_the_focus_can_be_seen(self, theme: str) -> None:
        assert too_faint(("edge", "focus"), ("ground", "surface", "raised"), theme, VISIBLE) == []
        assert too_faint(("focus",), GROUNDS, theme, VISIBLE) == []

    def test_the_letters_on_every_face_can_be_read(self, theme: str) -> None:
        pieces = (UI / "marks.css").read_text()
        avatar = pieces[pieces.index(".avatar {") : pieces.index(".hue-0")]
        written = re.findall(r"oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)", avatar)
        ground, letters = written[THEMES.index(theme)], written[2 + THEMES.index(theme)]
        for hue in map(float, re.findall(r"\.hue-\d+ \{ --hue: (\d+); \}", pieces)):
            pair = [oklch(float(lightness), float(chroma), hue) for lightness, chroma in (ground, letters)]
            assert contrast(*pair) >= READABLE, hue


def test_a_colour_is_written_among_the_tokens_alone() -> None:
    for sheet in UI.glob("*.css"):
        text = re.sub(r"oklch\([\d.]+ [\d.]+ var\(--hue\)\)", "", sheet.read_text())
        if sheet.name != "tokens.css":
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;,) ])|\brgba?\(|\bhsla?\(|oklch\(", text), (
                sheet.name
            )
