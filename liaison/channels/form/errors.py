"""What this room refuses."""

from collections.abc import Mapping

from liaison.kit.errors import Refusal


class NotAccepted(Refusal):
    """Not everything is right yet. Look at what is marked; the rest is kept."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__()
        self.problems = dict(problems)


class TooQuick(Refusal):
    """That was very quick. Please send it once more."""


class TooOld(Refusal):
    """The page was open for a long time. Please send it once more."""


class TooMany(Refusal):
    """That is too much at once. Wait a few minutes and send it again."""


class NotFromThere(Refusal):
    """This form does not belong on that web site."""


class NoPrograms(Refusal):
    """This form takes no answers from programs; a manager can change that."""


class FormClosed(Refusal):
    """This form is closed already."""
