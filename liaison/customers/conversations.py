"""The conversation in which something is asked for. This room cannot read tickets; the room above registers how."""

from dataclasses import dataclass
from typing import Protocol

from liaison.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """ticket: its id. channel, contact: of the customer's newest words. customer, account: as the ticket names them.

    held: it is under a legal hold.
    """

    ticket: int
    department: int
    channel: str
    contact: int | None
    customer: int | None
    account: int | None
    held: bool = False


class Conversations(Protocol):
    """What the room above knows of conversations."""

    def read(self, ticket: int, *, for_: Actor) -> Conversation:
        """The conversation on a ticket. Raises NotFound to a stranger."""

    def is_theirs(self, message: int, *, ticket: int) -> bool:
        """Whether the customer said this message on this ticket."""


_known: list[Conversations] = []


def register(conversations: Conversations) -> None:
    """Say who reads conversations."""
    _known[:] = [conversations]


def read(ticket: int, *, for_: Actor) -> Conversation:
    """The conversation on a ticket. Raises NotFound to a stranger."""
    return _known[0].read(ticket, for_=for_)


def is_theirs(message: int, *, ticket: int) -> bool:
    """Whether the customer said this message on this ticket."""
    return _known[0].is_theirs(message, ticket=ticket)
