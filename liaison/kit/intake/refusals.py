"""Why a row from elsewhere is turned away; the others go on."""

from liaison.kit.errors import Refusal


class Empty(Refusal):
    """This is needed and is empty."""


class Unknown(Refusal):
    """Nothing here is called %(value)s; it must be imported first."""


class NotANumber(Refusal):
    """%(value)s is not a number."""


class NotWhole(Refusal):
    """%(value)s is not a whole number."""


class TooSmall(Refusal):
    """%(value)s is less than %(least)s."""


class TooMuch(Refusal):
    """%(value)s is more than can be kept."""


class NotAMoment(Refusal):
    """%(value)s is not a date that can be read."""


class NotAFlag(Refusal):
    """%(value)s is neither yes nor no."""


class NotOneOf(Refusal):
    """%(value)s is not one of these: %(words)s."""


class TooLong(Refusal):
    """This is longer than %(most)s characters."""


class NotAnObject(Refusal):
    """%(value)s is not an object with named values."""


class Twice(Refusal):
    """An earlier row of this import has the same id."""


class NotKept(Refusal):
    """The database cannot keep this: %(why)s"""
