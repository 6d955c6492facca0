"""What this room refuses."""

from liaison.kit.errors import Refusal


class NoSuchMessenger(Refusal):
    """There is no such messenger."""


class NotATemplate(Refusal):
    """There is no such template for this conversation."""


class TimeIsOver(Refusal):
    """The time to answer is over. You can only answer after they write again, or by another channel."""


class TimeIsOverButForTemplates(TimeIsOver):
    """The time to answer freely is over. You can send an approved template, or wait until they write again."""


class PlacesLeft(Refusal):
    """This template has %(count)s places to fill in."""
