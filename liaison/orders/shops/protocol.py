"""What the adapter of a kind of shop promises. An adapter writes nothing of ours: it asks, and says what it heard."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Final, Protocol

from liaison.orders.shops.words import Deed, Field, Label, Outcome, Page, Place, Verb

SUBJECTS: Final = ("products", "customers", "orders")
"""What is read of a shop, in the order in which it can be taken in."""


class Shop(Protocol):
    """One shop outside, reached at a place."""

    kind: ClassVar[str]
    label: ClassVar[Label]
    steps: ClassVar[tuple[Label, ...]]
    fields: ClassVar[tuple[Field, ...]]

    def __init__(self, place: Place) -> None: ...

    @staticmethod
    def must_be_right(settings: Mapping[str, str]) -> None:
        """Raise Invalid for a field that cannot be what it is."""

    @property
    def can(self) -> frozenset[Verb]:
        """What it can be asked to do."""

    def name(self) -> str:
        """Ask it who it is. Raises Trouble."""

    def read(self, subject: str, *, since: datetime | None, after: str = "") -> Page:
        """Read what was changed since a moment, page by page. subject: of SUBJECTS. Raises Trouble."""

    def read_order(self, order: str) -> Page:
        """Read one order with whose it is. order: as the shop calls it. Raises Trouble."""

    def do(self, deed: Deed) -> Outcome:
        """Do it; it is done when this returns. Raises NotDone, Later, Unsure."""

    def check(self, deed: Deed) -> Outcome:
        """Ask what became of it, by its key. Raises Trouble when the shop cannot be asked."""

    def may_repeat(self, verb: Verb) -> timedelta | None:
        """How long after a try, found not done, it may be done again by itself. None: never, a person must say so."""


AT_ONCE: Final = timedelta()
"""For what can be done twice without harm: the shop knows our key, or sets what is set already."""
