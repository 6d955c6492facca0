"""What this room refuses."""

from liaison.kit.errors import Refusal


class NoSuchMessenger(Refusal):
    """There is no such messenger."""


class NotATemplate(Refusal):
    """There is no such template for this conversation."""


class PlacesLeft(Refusal):
    """This template has %(count)s places to fill in."""
