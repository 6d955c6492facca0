"""Changing: keeping answers ready, and retiring them."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import one_at_a_time
from liaison.knowledge import errors, events, rules
from liaison.knowledge.models import Answer

LONGEST = 20_000  # Characters of one text.


@transaction.atomic
def keep(answer: Answer, *, title: str, shortcut: str, texts: Mapping[str, str], by: Actor) -> Answer:
    """Keep an answer, new or changed. texts: by language. Raises Invalid, NothingToSay, ShortcutTaken."""
    answer.title, answer.shortcut = title.strip()[:120], shortcut.strip().lstrip("/").casefold()
    answer.texts = {language: text.strip() for language, text in texts.items() if text.strip()}
    _check(answer)
    one_at_a_time(f"answer {answer.shortcut}")
    others = Answer.objects.filter(
        shortcut=answer.shortcut, department=answer.department_id, member=answer.member_id, retired_at=None
    )
    if others.exclude(pk=answer.pk).exists():
        raise errors.ShortcutTaken(shortcut=answer.shortcut)
    new = answer._state.adding
    answer.changed_at = now()
    answer.save()
    happened = events.AnswerKept if new else events.AnswerChanged
    record(happened(answer_id=answer.pk, department_id=answer.department_id), by=by)
    return answer


def _check(answer: Answer) -> None:
    if not rules.SHORTCUT.fullmatch(answer.shortcut):
        raise Invalid(field="shortcut", problem=_("One word of letters, digits and dashes."))
    if not answer.title:
        raise Invalid(field="title", problem=_("A title is wanted."))
    if not answer.texts:
        raise errors.NothingToSay
    strange = set(answer.texts) - set(dict(settings.LANGUAGES))
    if strange or any(len(text) > LONGEST for text in answer.texts.values()):
        raise Invalid(field="texts", problem=", ".join(sorted(strange)) or str(LONGEST))


@transaction.atomic
def retire(answer: Answer, *, by: Actor) -> None:
    """Offer an answer no more; what was written with it stays."""
    answer.retired_at = now()
    answer.save(update_fields=["retired_at"])
    record(events.AnswerRetired(answer_id=answer.pk, department_id=answer.department_id), by=by)
