"""Who acts: a member, a customer, a program or the desk itself, told apart by one short reference."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever does something: anything with a reference such as `member:7`."""

    @property
    def ref(self) -> str: ...


@dataclass(frozen=True)
class Plain:
    """An actor of whom only the reference is known.

    ref: `noun:id`, or a bare noun for the desk itself.
    """

    ref: str


SYSTEM = Plain("system")
