"""One measured number."""

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A number with the floor it must keep.

    floor: the most it may be, or with `least` the least. ratio: above 1 the floor is kept.
    """

    name: str
    figure: float
    unit: str
    floor: float
    least: bool = False

    @property
    def ratio(self) -> float:
        above, below = (self.figure, self.floor) if self.least else (self.floor, self.figure)
        return round(above / below, 3) if below else 1.0

    @property
    def kept(self) -> bool:
        return self.ratio >= 1

    def line(self) -> str:
        """The figure as one line of JSON."""
        said = {"name": self.name, "figure": round(self.figure, 3), "unit": self.unit, "floor": self.floor}
        return json.dumps({**said, "ratio": self.ratio})


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
