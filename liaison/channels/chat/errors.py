"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotThisSite(Refusal):
    """This chat does not belong on this web site."""


class NotProved(Refusal):
    """The signature of this identity is wrong or has run out."""


class SaysNothing(Refusal):
    """Write something first."""


class TooLong(Refusal):
    """A message can have %(most)s characters at most."""


class TooMany(Refusal):
    """That is too fast. Wait a minute and go on."""


class Blocked(Refusal):
    """You cannot write here any more."""


class Ended(Refusal):
    """This chat has ended. Begin a new one."""


class Unanswered(Refusal):
    """Please answer first: %(question)s"""


class TooLarge(Refusal):
    """A file can have %(most)s MB at most."""


class TooManyFiles(Refusal):
    """A message can have %(most)s files at most."""


class NotSolved(Refusal):
    """Your browser has not finished its task. Try again."""


class NotWaiting(Refusal):
    """Somebody else has taken this chat."""


class VisitorGone(Refusal):
    """This visitor has left the site."""


class TalksAlready(Refusal):
    """This visitor is in a chat already."""


class InvitedAlready(Refusal):
    """This visitor was invited already."""


class NotAsked(Refusal):
    """You are not in this chat."""


class InAlready(Refusal):
    """%(name)s is in this chat already."""


class Full(Refusal):
    """You already serve as many chats as you take at once."""


class NotTaking(Refusal):
    """%(name)s does not take chats now."""
