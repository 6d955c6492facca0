"""What the dispatcher itself refuses, before a page is asked."""

from liaison.kit.errors import Refusal


class DoorRefusal(Refusal):
    """This request cannot be taken.

    unread: whether its sender may still be sending and would read no answer before the end.
    """

    status = 400
    unread = False


class NoSuchHost(DoorRefusal):
    """This request does not say for which host it is."""


class TooLarge(DoorRefusal):
    """This is larger than the %(megabytes)d MB which the desk takes at once."""

    status = 413
    unread = True


class TooSlow(DoorRefusal):
    """The rest of this request did not arrive in time. Please send it again."""

    status = 408


class TooBusy(DoorRefusal):
    """The desk has more to do than it can take at the moment. Please try again in a few seconds."""

    status = 503


class Broken(DoorRefusal):
    """Something went wrong on our side. It has been written down, and trying again later may help."""

    status = 500


class Lost(DoorRefusal):
    """This file cannot be found any more."""

    status = 404


class Gone(Exception):
    """The browser went away before its request was complete; nobody waits for an answer."""
