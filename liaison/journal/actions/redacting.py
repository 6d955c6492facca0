"""Taking a text out of the personal facts, the only part of the journal that may change."""

import json

from liaison.journal.models import Personal


def redact(about: str, text: str, *, mark: str) -> int:
    """Put a mark in place of a text in the personal facts of every entry about something. Return in how many.

    about: what the entries are about, as `noun:id`. The hash chain does not cover personal facts and stays whole.
    """
    # As JSON writes it: the text may hold quotation marks and line ends.
    inside, instead = json.dumps(text)[1:-1], json.dumps(mark)[1:-1]
    touched = 0
    for row in Personal.objects.filter(entry__about__ref=about).select_for_update(of=("self",)):
        before = json.dumps(row.facts)
        if inside in before:
            row.facts = json.loads(before.replace(inside, instead))
            row.save(update_fields=["facts"])
            touched += 1
    return touched
