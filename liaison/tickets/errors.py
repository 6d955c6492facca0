"""What this room refuses."""

from liaison.kit.errors import Refusal


class NotOpen(Refusal):
    """This matter is already settled."""


class Empty(Refusal):
    """There is nothing written yet."""


class NobodyToAnswer(Refusal):
    """There is no address to which an answer could go."""


class TooLate(Refusal):
    """It has already been handed over and cannot be taken back."""


class NotADepartment(Refusal):
    """This department does not exist or is closed."""


class NotAColleague(Refusal):
    """This colleague does not exist or cannot answer in this department."""
