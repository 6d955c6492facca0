"""What this room refuses."""

from liaison.kit.errors import Refusal


class ConcernsYou(Refusal):
    """This complaint is about you: somebody else handles it. You may tell your side."""


class IsConcerned(Refusal):
    """The complaint is about this colleague: somebody else must handle it."""


class CannotHandle(Refusal):
    """This colleague may not handle complaints of the department."""


class NotThere(Refusal):
    """There is no such colleague."""


class NothingSaid(Refusal):
    """Write in words what it is about."""


class NotYetReceived(Refusal):
    """A complaint cannot have come in later than now."""


class NotAComplaintKind(Refusal):
    """There is no such kind of complaint, or it is not used any more."""


class KindNameTaken(Refusal):
    """There is another kind of complaint of this name."""


class NotAnInstance(Refusal):
    """There is no such instance, or it is not named any more."""


class NotACurrency(Refusal):
    """Give the currency of the amount by its three letters, such as EUR."""


class NotUndecided(Refusal):
    """This complaint is decided. Reopen it first."""


class NotDecided(Refusal):
    """Decide first: a final answer needs its outcome."""


class NotAnswered(Refusal):
    """The customer has not been told the outcome yet."""


class AlreadyClosed(Refusal):
    """This complaint is closed."""


class NotSettled(Refusal):
    """This complaint is open already."""


class NoTicket(Refusal):
    """No ticket belongs to this complaint: tell the customer otherwise, and write down how."""


class NotTold(Refusal):
    """The customer must be told: write what to say, or how they were told."""


class AcknowledgedAlready(Refusal):
    """The receipt was acknowledged already."""


class NotSent(Refusal):
    """The letter was not sent: %(reason)s"""


class NeedsRelease(Refusal):
    """Your letters wait for a release, which a deadline does not. Ask somebody who may send them at once."""


class NoReason(Refusal):
    """An extension needs a reason, which the customer is told."""


class NotLater(Refusal):
    """An extension ends later than the day by which an answer is due now."""


class TooLong(Refusal):
    """This kind of complaint can be extended until %(day)s at the latest."""


class OfferSettled(Refusal):
    """This offer was answered, or it has expired."""


class OfferPast(Refusal):
    """An offer must stay open for a while."""


class StageEnded(Refusal):
    """This stage has ended."""


class BadPeriod(Refusal):
    """A period lasts at least one day and at most three years."""
