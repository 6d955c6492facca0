"""Taking a text, or all that tells of a person, out of what is kept of requests and decisions."""

import json
from typing import Any

from liaison.authority.models import Approval, Personal
from liaison.kit import memory


def redact(about: str, text: str, *, mark: str) -> int:
    """Put a mark in place of a text in every request and decision about something. Return in how many.

    about: what they are about, as `noun:id`.
    """
    touched = 0
    for approval in Approval.objects.filter(about=about).select_for_update():
        before = (approval.params, approval.edited, approval.answer)
        after = tuple(_without(value, text, mark) for value in before)
        if after != before:
            approval.params, approval.edited, approval.answer = after
            approval.save(update_fields=["params", "edited", "answer"])
            touched += 1
            memory.tell("approval")
    return touched + _redact_decisions(about, text, mark)


def _redact_decisions(about: str, text: str, mark: str) -> int:
    touched = 0
    for row in Personal.objects.filter(decision__about__ref=about).select_for_update(of=("self",)):
        after = _without(row.facts, text, mark)
        if after != row.facts:
            row.facts = after
            row.save(update_fields=["facts"])
            touched += 1
    return touched


def erase(about: str) -> int:
    """Forget the personal facts of every decision about something (`customer:5`), which stays. Return how many."""
    gone, _ = Personal.objects.filter(decision__about__ref=about).delete()
    return gone


def _without(value: Any, text: str, mark: str) -> Any:
    if isinstance(value, str):
        return value.replace(text, mark)
    # As JSON writes it: the text may hold quotation marks and line ends.
    inside, instead = json.dumps(text)[1:-1], json.dumps(mark)[1:-1]
    return json.loads(json.dumps(value).replace(inside, instead))
