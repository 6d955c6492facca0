"""Opening, changing and closing forms."""

import secrets
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from liaison.channels.doors import set_otherwise
from liaison.channels.form import errors, events
from liaison.channels.form.defining import checked, keep_fields
from liaison.channels.form.models import Form
from liaison.channels.form.words import Field, Kind, Texts, Use
from liaison.journal.actions import record
from liaison.kit import origins
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap
from liaison.team.models import Department

HEADING: Final = gettext_noop("Write to us")
THANKS: Final = gettext_noop("Thank you. We have received it and will answer you.")
TEXTS: Final = ("heading", "lead", "thanks")


@transaction.atomic
def open_form(name: str, *, department: Department, by: Actor, **settings: Any) -> Form:
    """Let people hand in a form, which goes to a department; it asks the usual questions until others are given.

    settings: fields of Form. Raises Invalid.
    """
    form = Form(
        key=secrets.token_hex(6), name=name.strip()[:120], department=department, brand=department.brand,
        heading=in_every_language(HEADING), thanks=in_every_language(THANKS), fields=standard_fields(),
        created_at=now(),
    )  # fmt: skip
    _set(form, settings)
    form.save()
    record(events.FormOpened(form_id=form.pk, department_id=department.pk), by=by)
    return form


@transaction.atomic
def change_form(form: Form, *, by: Actor, **settings: Any) -> None:
    """Set something of a form otherwise. settings: fields of Form. Raises Invalid, FormClosed."""
    if form.closed_at:
        raise errors.FormClosed
    changed = set_otherwise(form, settings, by_setting=lambda: _set(form, settings))
    if changed:
        said = events.FormChanged(form_id=form.pk, department_id=form.department_id, fields=changed)
        record(said, by=by)


@transaction.atomic
def close_form(form: Form, *, by: Actor) -> None:
    """Take nothing more on a form; what was handed in stays. Raises FormClosed."""
    if not swap(form, when={"closed_at": None}, to={"closed_at": now()}):
        raise errors.FormClosed
    record(events.FormClosed(form_id=form.pk, department_id=form.department_id), by=by)


def in_every_language(sentence: str) -> Texts:
    """A sentence of ours in every language we speak."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = _(sentence)
    return said


def standard_fields() -> list[dict[str, Any]]:
    """What a form asks as long as nobody has said otherwise."""
    asked = (
        Field(name="name", kind=Kind.TEXT, label=in_every_language(gettext_noop("Your name")), use=Use.NAME),
        Field(
            name="email", kind=Kind.EMAIL, required=True,
            label=in_every_language(gettext_noop("Your e-mail address")),
            hint=in_every_language(gettext_noop("This is where we answer.")),
        ),
        Field(
            name="message", kind=Kind.LONG, required=True,
            label=in_every_language(gettext_noop("What can we do for you?")),
        ),
        Field(name="files", kind=Kind.FILE, label=in_every_language(gettext_noop("Pictures or documents"))),
    )  # fmt: skip
    return keep_fields(asked)


def _set(form: Form, settings: dict[str, Any]) -> None:
    checks: dict[str, Callable[[Any], Any]] = {"fields": checked, "origins": origins.checked, "name": _name}
    for name, value in settings.items():
        setattr(form, name, checks[name](value) if name in checks else value)
    if not form.name:
        raise Invalid(field="title", problem=_("A name is wanted."))


def _name(given: str) -> str:
    return given.strip()[:120]
