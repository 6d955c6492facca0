"""What this room refuses."""

from liaison.kit.errors import Refusal


class Nothing(Refusal):
    """There is nothing written here."""


class AlreadyKnown(Refusal):
    """This person is already known by this address or number."""


class KnownElsewhere(Refusal):
    """Somebody else is known by this address or number; mark it as shared, or join the two people."""


class NotOnlyOne(Refusal):
    """Several people are known by this address or number; choose whom to join."""


class AlreadyProved(Refusal):
    """This address or number is proved already."""


class NotTheirs(Refusal):
    """This does not belong to this person."""


class SamePerson(Refusal):
    """These two are already one person."""


class NotJoined(Refusal):
    """This person was not joined to another."""


class AlreadyActing(Refusal):
    """This person already acts for this account in this way."""


class NotAnAccount(Refusal):
    """There is no such account."""


class ActingEnded(Refusal):
    """This has already ended."""


class NotRecognised(Refusal):
    """What was said does not agree with what we know of this person."""


class NothingSaid(Refusal):
    """Say by what this person was recognised."""


class NoAddress(Refusal):
    """The address is not complete: street, city, postal code and country are needed."""


class NotSeen(Refusal):
    """Only whoever may see such care marks sets them."""
