"""Colours which a company chooses, and what is read on them."""

import re

from liaison.kit.errors import NotFound

_WRITTEN = re.compile(r"#?[0-9a-fA-F]{6}")


def ink_on(colour: str) -> str:
    """White or near black, whichever is read better on a colour (#rrggbb), by WCAG's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.06 else "#1d1c1a"


def sheet_of(colour: str) -> str:
    """CSS by which what is pressed has this colour (rrggbb). Raises NotFound for what is none.

    A sheet of its own, for a policy without inline styles lets no page bring its colour itself.
    """
    if not _WRITTEN.fullmatch(colour):
        raise NotFound
    solid = "#" + colour.removeprefix("#").lower()
    ink = ink_on(solid)
    towards = "black" if ink == "#ffffff" else "white"
    return (
        f":root {{ --brand: {solid}; --on-brand: {ink}; --accent-solid: {solid}; --on-accent: {ink};"
        f" --accent-solid-hover: color-mix(in oklab, {solid} 86%, {towards}); }}\n"
    )
