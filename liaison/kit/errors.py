"""Refusals: the business says no. Each reason is a class, and its docstring is the sentence people read."""

from inspect import cleandoc
from typing import Any

from django.utils.translation import gettext

from liaison.kit.sayings import say


class Refusal(Exception):
    """This cannot be done."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The reason in the reader's language, with the facts of this case filled in."""
        return gettext(self._words) % self.facts if self.facts else gettext(self._words)

    @property
    def kept(self) -> str:
        """The reason as it is kept, to be said in the language of whoever reads it later."""
        return say(self._words, **self.facts)

    @property
    def _words(self) -> str:
        return cleandoc(type(self).__doc__ or "").split("\n\n")[0].replace("\n", " ")

    @property
    def name(self) -> str:
        """The reason as programs know it."""
        return type(self).__name__

    def __str__(self) -> str:
        return self.sentence


class NotFound(Refusal):
    """This does not exist, or you may not see it."""


class Invalid(Refusal):
    """%(field)s: %(problem)s"""

    def __init__(self, *, field: str, problem: str) -> None:
        super().__init__(field=field, problem=problem)
        self.field, self.problem = field, problem
