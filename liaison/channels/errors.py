"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotInTheTray(Refusal):
    """This was read already."""


class StillUnreadable(Refusal):
    """This still cannot be read: %(why)s"""


class TypeNotCarried(Refusal):
    """%(name)s cannot be sent by %(channel)s, which takes %(kinds)s.
    Save it as one of these, or answer by another channel."""


class FileTooLarge(Refusal):
    """%(name)s is too large for %(channel)s, which takes %(megabytes)s MB at most.
    Make it smaller, or answer by another channel."""


class NoPublicAddress(Refusal):
    """%(channel)s fetches files from the desk, which has no public address. An administrator can set one."""
