"""Reading answers: those that are offered while one writes, and those one may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from liaison.authority.queries import extent_of
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.knowledge import rules
from liaison.knowledge.models import Answer
from liaison.tickets.rules import member_of

WRITE: Final = "knowledge.answers"
OFFERED: Final = 8


@dataclass(frozen=True)
class Offered:
    """An answer as it would be written. language: in which it is."""

    id: int
    shortcut: str
    title: str
    language: str
    text: str


def offered(
    word: str, *, for_: Actor, department: int, languages: Iterable[str], facts: Mapping[str, str]
) -> list[Offered]:
    """The answers that fit what was typed after the slash, one's own first, filled in.

    languages: wanted, the customer's first. facts: what stands in the places (`customer`, `number`, …).
    """
    mine = member_of(for_.ref)
    rows = Answer.objects.filter(retired_at=None).filter(
        Q(member=mine or 0) | Q(member=None, department=None) | Q(member=None, department=department)
    )
    fitting = [one for one in rows if rules.fits(one.shortcut, one.title, word)]
    fitting.sort(key=lambda one: (not one.shortcut.startswith(word), one.member_id is None, one.shortcut))
    return [_offered(one, tuple(languages), facts) for one in fitting[:OFFERED]]


def _offered(answer: Answer, languages: tuple[str, ...], facts: Mapping[str, str]) -> Offered:
    language, text = rules.in_language(answer.texts, *languages)
    return Offered(answer.pk, answer.shortcut, answer.title, language, rules.filled(text, facts))


def answers(*, for_: Actor) -> QuerySet[Answer]:
    """The answers one may change: one's own, and those of the departments where one keeps them."""
    extent = extent_of(WRITE, by=for_)
    theirs = Q(member=None) if extent.everywhere else Q(member=None, department__in=extent.departments)
    rows = Answer.objects.filter(theirs | Q(member=member_of(for_.ref) or 0), retired_at=None)
    return rows.select_related("department").order_by("shortcut", "pk")


def find_answer(answer: int, *, for_: Actor, lock: bool = False) -> Answer:
    """One answer that somebody may change. Raises NotFound."""
    rows = answers(for_=for_)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=answer).first()
    if found is None:
        raise NotFound
    return found


@sight("answer")
def _answers_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(answers(for_=for_).filter(pk__in=ids).values_list("pk", flat=True))


@names("answer")
def answer_names(ids: Iterable[int]) -> Mapping[int, str]:
    """What answers are called."""
    return dict(Answer.objects.filter(pk__in=list(ids)).values_list("pk", "title"))
