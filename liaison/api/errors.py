"""What this room refuses."""

from liaison.kit.errors import Refusal


class UnknownScope(Refusal):
    """There is no scope called %(scope)s. Known are %(known)s and the names of commands."""


class NobodyToActAs(Refusal):
    """There is no active colleague with this address."""


class NoAdministrator(Refusal):
    """There is no administrator yet as whom the program could act."""


class NoToken(Refusal):
    """A token is needed: send the header Authorization with the word Bearer and the token."""


class WrongToken(Refusal):
    """This token is not known, or it is no longer in force."""


class MissingScope(Refusal):
    """This token lacks the scope %(scope)s."""


class TooMany(Refusal):
    """There are too many requests at once; the header Retry-After tells when to come again."""

    def __init__(self, *, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class NotJson(Refusal):
    """The body of this request must be JSON with the type application/json."""


class NotUnderstood(Refusal):
    """The body of this request cannot be read: %(why)s"""


class TooLarge(Refusal):
    """This is larger than %(most)s bytes, the most that is taken here."""


class NoFile(Refusal):
    """This request must be multipart/form-data with a part called file."""


class AtWork(Refusal):
    """This import is running; wait for its end, or stop it."""


class NotAtWork(Refusal):
    """This import is not running."""


class NothingTried(Refusal):
    """Try it first: a dry run shows what would come in and changes nothing."""


class TooManyFiles(Refusal):
    """An import takes from one to %(most)s files."""


class NotYours(Refusal):
    """A file must be handed in by whoever imports it."""
