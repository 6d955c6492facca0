"""What this room refuses."""

from liaison.kit.errors import Refusal


class Held(Refusal):
    """This file is being checked for viruses. Try again in a moment."""


class Infected(Refusal):
    """A virus was found in this file, so nobody can open it."""


class NotChecked(Refusal):
    """This file is too large to be checked for viruses, so nobody can open it."""
