"""Clockwork that works through a long row in batches, and leaves the rest for the next time when the desk closes."""

from collections.abc import Callable
from typing import Protocol


class Told(Protocol):
    """Whoever knows whether a job is to end: Procrastinate's context of a job."""

    def should_abort(self) -> bool:
        """Tell whether the process, or somebody, wants the job to end."""


def batches(work: Callable[[], int], *, told: Told) -> None:
    """Do one batch after the other until there is none, or until we are told to stop. work: returns how many it did."""
    while not told.should_abort() and work():
        pass
