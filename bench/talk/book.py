"""What was said and what was seen: nothing may be lost, and nothing may come twice."""

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Book:
    """Every marker that was said, when, and on how many screens it came how often.

    A marker stands in the text of one message alone: `q12x3` is the third word of visitor 12, `a12x3` an answer to it.
    """

    said: dict[str, float] = field(default_factory=dict)
    kept: dict[str, float] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    took: dict[str, float] = field(default_factory=dict)

    def say(self, marker: str) -> None:
        """Somebody presses Send."""
        self.said.setdefault(marker, monotonic())

    def keep(self, marker: str) -> None:
        """The page shows it as sent."""
        self.kept.setdefault(marker, monotonic())

    def see(self, marker: str) -> None:
        """It stands newly on the screen of the other side."""
        self.seen[marker] += 1
        if marker in self.said:
            self.took.setdefault(marker, monotonic() - self.said[marker])

    def milliseconds(self, kind: str, *, since: float = 0.0) -> list[float]:
        """How long it took from Send to the other screen, for one kind of marker."""
        times = [
            took for marker, took in self.took.items() if marker[0] == kind and self.said[marker] >= since
        ]
        return [took * 1000 for took in times]

    def lost(self) -> set[str]:
        """What was shown as sent and never came."""
        return {marker for marker in self.kept if not self.seen[marker]}

    def doubled(self) -> set[str]:
        """What came more than once."""
        return {marker for marker, times in self.seen.items() if times > 1}
