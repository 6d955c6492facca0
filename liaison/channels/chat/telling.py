"""What a visitor's open pages are given at once, so that they need not ask."""

from dataclasses import asdict
from typing import Any

from liaison.channels.chat.cards import cards
from liaison.channels.chat.words import Line
from liaison.kit.live.tell import give


def tell(line: Line, *, chat: int, visitor: int) -> None:
    """Give a visitor's open pages what was said in their chat, when this transaction commits."""
    give(f"visitor:{visitor}", f"chat:{chat}", as_told(line))


def as_told(line: Line) -> dict[str, Any]:
    """A line as a visitor's page takes it: JSON."""
    made: dict[str, Any] = {"id": line.id, "text": line.text, "at": line.at.isoformat()}
    if line.files:
        made["files"] = [asdict(file) for file in line.files]
    if line.mine:
        return made | {"mine": True, "key": line.key}
    if parts := cards(line.text):
        made["cards"] = [asdict(part) for part in parts]
    return made | {"name": line.name, "auto": line.auto}
