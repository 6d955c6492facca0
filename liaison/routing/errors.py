"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotRinging(Refusal):
    """It does not ring at your desk any more."""
