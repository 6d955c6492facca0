"""What can happen to answers."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class AnswerEvent(Event):
    """Something about an answer. department_id: whose it is, None for everybody's or one's own."""

    about: ClassVar[tuple[str, ...]] = ("answer",)
    answer_id: int
    department_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class AnswerKept(AnswerEvent):
    """An answer is ready for the composer."""

    kind = "knowledge.answer_kept"
    says = _("%(by)s keeps the answer %(answer)s.")


@event
@dataclass(frozen=True, kw_only=True)
class AnswerChanged(AnswerEvent):
    """An answer says something else."""

    kind = "knowledge.answer_changed"
    says = _("%(by)s changed the answer %(answer)s.")


@event
@dataclass(frozen=True, kw_only=True)
class AnswerRetired(AnswerEvent):
    """An answer is not offered any more."""

    kind = "knowledge.answer_retired"
    says = _("%(by)s retired the answer %(answer)s.")
