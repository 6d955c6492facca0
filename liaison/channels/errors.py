"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotInTheTray(Refusal):
    """This was read already."""


class StillUnreadable(Refusal):
    """This still cannot be read: %(why)s"""
