"""What this room refuses."""

from liaison.kit.errors import Refusal


class AddressTaken(Refusal):
    """A colleague with this address is already there."""


class NameTaken(Refusal):
    """This name is already taken."""


class Yourself(Refusal):
    """You cannot deactivate yourself; another administrator can."""


class AlreadySo(Refusal):
    """This is so already."""


class NotActive(Refusal):
    """This colleague does not work here at present."""


class DepartmentInUse(Refusal):
    """This department is still needed by: %(what)s."""


class NotADepartment(Refusal):
    """This department does not exist or is closed."""


class TooManyAttempts(Refusal):
    """There were too many attempts. Try again in %(time)s."""


class WrongPassword(Refusal):
    """The address or the password is not right."""


class NotYourPassword(Refusal):
    """This is not your present password."""
