"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotAllowed(Refusal):
    """Your role does not let you do this here."""


class OtherParameters(Refusal):
    """This idempotency key was used before with other parameters."""


class StillRunning(Refusal):
    """The same request is being carried out at this moment."""


class NotWaiting(Refusal):
    """This no longer waits for a release."""


class OwnRequest(Refusal):
    """Nobody releases what they asked for themselves."""


class LastAdministrator(Refusal):
    """Somebody must remain administrator of the whole desk."""
