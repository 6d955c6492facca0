"""What this room refuses."""

from liaison.kit.errors import Refusal


class AddressTaken(Refusal):
    """A colleague with this address is already there."""


class NameTaken(Refusal):
    """This name is already taken."""
