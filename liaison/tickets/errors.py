"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotOpen(Refusal):
    """This matter is already settled."""


class AlreadyOpen(Refusal):
    """This matter is open already."""


class AlreadyClosed(Refusal):
    """This matter is already closed."""


class Empty(Refusal):
    """There is nothing written yet."""


class NobodyToAnswer(Refusal):
    """There is no address to which an answer could go."""


class NotOffered(Refusal):
    """Nobody here answers in this way."""


class NoWish(Refusal):
    """The customer did not ask for this, or it is done already."""


class SomebodyWrote(Refusal):
    """Somebody wrote in the meantime."""


class TooLate(Refusal):
    """It has already been handed over and cannot be taken back."""


class NotOnItsWay(Refusal):
    """Only a message on its way out can be taken back."""


class NotAColleague(Refusal):
    """This colleague does not exist or cannot answer in this department."""


class NotAKind(Refusal):
    """There is no such kind of matter."""


class KindTaken(Refusal):
    """A kind with this name is already there."""


class NotACustomer(Refusal):
    """There is no such customer."""


class NotAFile(Refusal):
    """This file was not kept; please add it again."""


class NotInTheFuture(Refusal):
    """This moment has already passed."""


class PromiseSettled(Refusal):
    """This promise was already kept or withdrawn."""


class NotWritten(Refusal):
    """This text is not written in this message."""


class OnHold(Refusal):
    """A legal hold keeps everything of this matter as it is."""


class Shelved(Refusal):
    """This matter lies in spam or trash."""


class NotShelved(Refusal):
    """This matter lies neither in spam nor in trash."""


class OnlyMessage(Refusal):
    """It is the only message of this matter."""


class SameTicket(Refusal):
    """It is on this ticket already."""


class StaysHere(Refusal):
    """Only a message that came in can be put on another ticket."""
