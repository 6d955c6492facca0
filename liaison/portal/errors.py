"""What this room refuses."""

from liaison.kit.errors import Refusal


class LinkOver(Refusal):
    """This link was used already, or has run out. Ask for a new one."""


class WrongCode(Refusal):
    """This code is not right. It stands in the newest message from us."""


class CodeOver(Refusal):
    """This code has run out. Ask for a new one."""


class SaysNothing(Refusal):
    """Write something first."""


class TooLong(Refusal):
    """A message can have %(most)s characters at most."""


class TooMuch(Refusal):
    """Up to %(count)s files of %(megabytes)s MB each, please."""


class TooMany(Refusal):
    """That is too much at once. Wait a few minutes and try again."""


class NoWayThere(Refusal):
    """Nothing can be sent there: no mailbox, and no account for text messages, is set up for it."""


class ProviderAway(Refusal):
    """Your company’s sign-in does not answer at the moment. Try again later, or come in by e-mail."""


class ProviderSaysNo(Refusal):
    """Your company’s sign-in did not let you in. Try again, or come in by e-mail."""


class NotReachable(Refusal):
    """We know no address to which we could answer. Please write to us by e-mail."""


class NoNumber(Refusal):
    """Write the number with its country code, such as +372 5123 4567."""
