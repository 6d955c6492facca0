"""Taking a text out of the requests that are kept."""

import json
from typing import Any

from liaison.authority.models import Approval
from liaison.kit import memory


def redact(about: str, text: str, *, mark: str) -> int:
    """Put a mark in place of a text in every request about something, waiting or answered. Return in how many.

    about: what the requests are about, as `noun:id`.
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
    return touched


def _without(value: Any, text: str, mark: str) -> Any:
    if isinstance(value, str):
        return value.replace(text, mark)
    # As JSON writes it: the text may hold quotation marks and line ends.
    inside, instead = json.dumps(text)[1:-1], json.dumps(mark)[1:-1]
    return json.loads(json.dumps(value).replace(inside, instead))
