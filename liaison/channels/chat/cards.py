"""Cards and buttons in what we say to a visitor, written as plain text so that a mail still reads well.

# Blue jacket                          a card begins; its words follow
Two are left in your size.
[[Keep one for me]]                    a button; pressed, the visitor says these words
[[See it|https://shop.example/blue]]   a button that leads there
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

HEADING: Final = re.compile(r"#\s+(\S.{0,119})")
BUTTON: Final = re.compile(r"\[\[\s*([^\[\]|]{1,80}?)\s*(?:\|\s*(https?://[^\s\[\]|]{1,1000})\s*)?\]\]")


@dataclass(frozen=True)
class Button:
    """What can be pressed under a message. link: where it leads; empty for one that says its words."""

    says: str
    link: str = ""


@dataclass
class Card:
    """A part of a message. title: empty for plain words."""

    title: str = ""
    text: str = ""
    buttons: list[Button] = field(default_factory=list)


def cards(text: str) -> list[Card]:
    """The parts of a message; nothing for one without any card or button, which is plain words."""
    found = [Card()]
    special = False
    for line in text.splitlines():
        if heading := HEADING.fullmatch(line.strip()):
            found.append(Card(title=heading[1].strip()))
            special = True
        elif buttons := _buttons(line):
            found[-1].buttons += buttons
            special = True
        else:
            found[-1].text += f"{line}\n"
    return (
        [_trimmed(card) for card in found if card.title or card.buttons or card.text.strip()]
        if special
        else []
    )


def _buttons(line: str) -> list[Button]:
    """The buttons of a line that holds nothing else."""
    rest = BUTTON.sub("", line)
    return [] if rest.strip() else [Button(says, link or "") for says, link in BUTTON.findall(line)]


def _trimmed(card: Card) -> Card:
    return Card(card.title, card.text.strip("\n"), card.buttons)


def plain(texts: Iterable[str]) -> str:
    """Messages as a mail says them, without the marks of cards and buttons."""
    return "\n\n".join(_plain(text) for text in texts)


def _plain(text: str) -> str:
    parts = cards(text)
    if not parts:
        return text
    lines = [[part.title, part.text, *(_said(one) for one in part.buttons)] for part in parts]
    return "\n\n".join("\n".join(line for line in part if line) for part in lines)


def _said(button: Button) -> str:
    return f"{button.says}: {button.link}" if button.link else f"– {button.says}"
