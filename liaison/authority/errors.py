"""What this room refuses."""

from collections.abc import Callable

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


class NoRule(Refusal):
    """No rule of the company allows this here."""


class RuleRefused(Refusal):
    """A rule of the company does not allow this."""


class RuleFailed(Refusal):
    """A rule of the company could not be asked, so this is refused. Whoever looks after the rules was told."""


class Lapsing(Refusal):
    """This can no longer be released. It went back to whoever asked."""

    def __init__(self, *, settle: Callable[[], object]) -> None:
        """Settle: what is done after everything else was taken back."""
        super().__init__()
        self.settle = settle


class FactsChanged(Lapsing):
    """What was asked for is not the same any more, so it can no longer be released. It went back to whoever asked."""


class TooLate(Lapsing):
    """The time to answer this is over, so it can no longer be released. It went back to whoever asked."""


class MoreThanAsked(Refusal):
    """A release can lower what is given; it cannot raise it or change anything else."""


class NotYours(Refusal):
    """Somebody else was asked to release this."""


class OnlyPeopleRelease(Refusal):
    """Only a person can release what waits."""


class RuleKeyTaken(Refusal):
    """Another rule already has this key."""


class NotCurrent(Refusal):
    """This rule was changed or ended in the meantime."""


class OwnRule(Refusal):
    """Nobody writes a rule for themselves."""


class CouldNotRun(Refusal):
    """What was released could not be carried out: %(reason)s"""


class OlderPack(Refusal):
    """A newer edition of these rules is loaded already: %(edition)s."""


class CasesFail(Refusal):
    """The rules do not answer their own examples as they should, first “%(case)s” (%(count)s in all)."""


class RoleInRules(Refusal):
    """A rule of the company speaks of this role."""
