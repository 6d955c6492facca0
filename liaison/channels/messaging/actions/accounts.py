"""Connecting, changing and disconnecting an account with a provider."""

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from liaison.channels.actions import clear
from liaison.channels.messaging import events
from liaison.channels.messaging.actions.sending import messenger_of
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.words import Field
from liaison.channels.words import Side
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.team.models import Department


@transaction.atomic
def open_account(
    kind: str,
    name: str,
    *,
    department: Department,
    given: Mapping[str, str],
    by: Actor,
) -> Account:
    """Connect an account. given: its messenger's own fields as typed, secrets among them. Raises Invalid."""
    account = Account(
        kind=kind, key=secrets.token_hex(12), name=_name(name), department=department,
        token=secrets.token_hex(16), created_at=now(),
    )  # fmt: skip
    _set(account, given)
    account.save()
    record(events.AccountOpened(messaging_account_id=account.pk, department_id=department.pk), by=by)
    return account


@transaction.atomic
def change_account(
    account: Account,
    *,
    given: Mapping[str, str],
    name: str | None = None,
    department: Department | None = None,
    by: Actor,
) -> None:
    """Set an account otherwise; a secret that is not given stays. Raises Invalid."""
    fields = messenger_of(account).fields
    changed = [
        field.name for field in fields if field.name in given and (given[field.name] or not field.secret)
    ]
    if name is not None and name != account.name:
        account.name = _name(name)
        changed.append("name")
    if department is not None and department.pk != account.department_id:
        account.department = department
        changed.append("department")
    _set(account, given)
    account.save()
    clear(account.door, Side.ACCOUNT)
    said = events.AccountChanged(
        messaging_account_id=account.pk, department_id=account.department_id, fields=tuple(changed)
    )
    record(said, by=by)


@transaction.atomic
def close_account(account: Account, *, by: Actor) -> None:
    """Take nothing more by an account; its secrets are forgotten, what was said stays."""
    account.closed_at, account.sealed = now(), None
    account.save(update_fields=["closed_at", "sealed"])
    clear(account.door)
    record(events.AccountClosed(messaging_account_id=account.pk, department_id=account.department_id), by=by)


def note(account: Account, what: str) -> None:
    """Write down that it was used just now, at most once a minute. what: `sent_at` or `refused_at`."""
    at = now()
    lately = Q(**{f"{what}__gt": at - timedelta(minutes=1)})
    Account.objects.filter(pk=account.pk).exclude(lately).update(**{what: at})


def _name(name: str) -> str:
    if not name.strip():
        raise Invalid(field="title", problem=_("A name is wanted."))
    return name.strip()[:120]


def _set(account: Account, given: Mapping[str, str]) -> None:
    fields = messenger_of(account).fields
    known = {field.name for field in fields}
    if unknown := sorted(set(given) - known):
        raise Invalid(field=unknown[0], problem=_("There is no such field."))
    plain, sealed = dict(account.settings), account.secrets()
    for field in fields:
        kept = sealed if field.secret else plain
        value = given.get(field.name, "").strip()
        if value or (field.name in given and not field.secret):
            kept[field.name] = value
        if not kept.get(field.name):
            kept[field.name] = field.default
        _check(field, kept[field.name])
    account.settings, account.sealed = plain, json.dumps(sealed)


def _check(field: Field, value: str) -> None:
    if field.required and not value:
        raise Invalid(field=field.name, problem=_("This is wanted."))
    if field.choices and value not in {key for key, _label in field.choices}:
        raise Invalid(field=field.name, problem=_("This is none of the choices."))
