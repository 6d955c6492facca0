"""What this room refuses."""

from liaison.kit.errors import Refusal


class ShortcutTaken(Refusal):
    """There is another answer under /%(shortcut)s."""


class NothingToSay(Refusal):
    """Write the answer in one language at least."""
