"""What stands on every page of the workspace: the ways of the rail with their counts, and what does not work."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from liaison.kit.pieces import piece, reader
from liaison.workspace.alarms import alarms
from liaison.workspace.outlined import draw_part
from liaison.workspace.queues import QUEUES


class Place(NamedTuple):
    """A department as the rail shows it."""

    id: int
    name: str


def drawn_ways(current: str, counts: Mapping[str, int], departments: Sequence[Place]) -> Markup:
    """Where one can look, with what waits there. current: key of the queue one is in. counts: see `listing.counts`."""
    shown = {"current": current, "counts": counts, "departments": departments}
    return piece(
        ("ways", *reader(), current, tuple(counts.items()), tuple(departments)),
        lambda: draw_part("ways", queues=QUEUES, **shown),
    )


def drawn_alarms() -> Markup:
    """What does not work at the moment."""
    found = tuple(alarms())
    return piece(("alarms", *reader(), found), lambda: draw_part("alarms", alarms=found))
