"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotAllowed(Refusal):
    """Your role does not let you do this here."""


class OtherParameters(Refusal):
    """This idempotency key was used before with other parameters."""


class NotWaiting(Refusal):
    """This no longer waits for a release."""


class NotTheirsNow(Refusal):
    """Whoever asked for this may not see the matter any more: return it, and answer yourself."""


class OwnRequest(Refusal):
    """Nobody releases what they asked for themselves."""


class LastAdministrator(Refusal):
    """Somebody must remain administrator of the whole desk."""


class MoreThanYours(Refusal):
    """Nobody can give more authority than they hold themselves."""


class HouseRole(Refusal):
    """The roles that come with the house cannot be changed; make one of your own from it."""


class RoleNameTaken(Refusal):
    """Another role already has this name."""


class UnknownCommand(Refusal):
    """There is no command called %(name)s."""


class RoleInUse(Refusal):
    """Somebody still holds this role."""
