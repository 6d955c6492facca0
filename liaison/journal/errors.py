"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotFailed(Refusal):
    """This job has not failed, or it was done in the meantime."""
