"""Somebody hands a form in: checked, kept, and only then thanked for."""

import json
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.channels.actions import keep
from liaison.channels.form import errors, rules
from liaison.channels.form.models import Form
from liaison.channels.form.queries import questions
from liaison.channels.form.words import Given, Handed
from liaison.files import actions as files
from liaison.kit.errors import Invalid
from liaison.kit.texts import words_in
from liaison.tickets.registry import is_ours
from liaison.tickets.words import Enclosed


@transaction.atomic
def submit(form: Form, handed: Handed) -> None:
    """Keep what was handed in; the same key again changes nothing. Committed when this returns.

    The questions are kept with the answers, as they were read: a form may be another tomorrow.
    Raises NotAccepted, which names each question that was not answered well, and Invalid for a key that is none.
    """
    fields = questions(form)
    answers, problems = rules.understand(fields, handed.said, handed.files, language=handed.language)
    problems |= {
        one.name: _("Write your own address here, not ours.") for one in answers if is_ours(one.text)
    }
    wish, missing = rules.wish_in(fields, handed.said, answers)
    problems |= missing
    if not answers and not problems:
        problems = {fields[0].name: _("This is needed.")}
    if problems:
        raise errors.NotAccepted(problems)
    key = _key(handed.key)
    wanted = {one.name for one in answers}
    said = {
        "form": form.pk,
        "key": key,
        "language": handed.language,
        "title": words_in(form.heading, handed.language),
        "answers": [asdict(one) for one in answers],
        "wish": wish,
        "files": [asdict(_kept(file)) for file in handed.files if file.field in wanted],
    }
    raw = json.dumps(said, ensure_ascii=False).encode()
    keep(raw, channel="form", door=form.door, key=f"form:{form.pk}:{key}", envelope={})


def _kept(file: Given) -> Enclosed:
    type_ = file.type if file.type.isprintable() and "/" in file.type else "application/octet-stream"
    return Enclosed(files.keep(file.content), rules.file_name(file.name), type_[:120], len(file.content))


def _key(key: str) -> str:
    if not 8 <= len(key) <= 40 or not key.replace("-", "").isalnum() or not key.isascii():
        raise Invalid(field="key", problem="8 to 40 letters and digits")
    return key
