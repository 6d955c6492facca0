"""Opening, changing and closing the chat on a web site."""

import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liaison.channels.chat import events
from liaison.channels.chat.checking import checked
from liaison.channels.chat.models import Site
from liaison.channels.doors import set_otherwise
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.secrets import Secret
from liaison.team.models import Department


@transaction.atomic
def open_site(name: str, *, department: Department, by: Actor, **settings: Any) -> Site:
    """Let the visitors of a web site chat with a department. settings: fields of Site. Raises Invalid."""
    site = Site(
        key=secrets.token_hex(8), name=name.strip()[:120], department=department, brand=department.brand,
        created_at=now(),
    )  # fmt: skip
    _set(site, settings)
    site.save()
    record(events.SiteOpened(site_id=site.pk, department_id=department.pk), by=by)
    return site


@transaction.atomic
def change_site(site: Site, *, by: Actor, **settings: Any) -> None:
    """Set something of a site otherwise. settings: fields of Site. Raises Invalid."""
    changed = set_otherwise(site, settings, by_setting=lambda: _set(site, settings))
    if changed:
        said = events.SiteChanged(site_id=site.pk, department_id=site.department_id, fields=changed)
        record(said, by=by)


@transaction.atomic
def close_site(site: Site, *, by: Actor) -> None:
    """Take no more chats on a site; what was said stays."""
    site.closed_at = now()
    site.save(update_fields=["closed_at"])
    record(events.SiteClosed(site_id=site.pk, department_id=site.department_id), by=by)


@transaction.atomic
def new_secret(site: Site, *, by: Actor) -> str:
    """Make a new secret for the signatures of the site and return it; it is shown this once."""
    secret = secrets.token_urlsafe(32)
    site.secret = Secret.of(secret)
    site.save(update_fields=["secret"])
    fields = ("secret",)
    record(events.SiteChanged(site_id=site.pk, department_id=site.department_id, fields=fields), by=by)
    return secret


def _set(site: Site, settings: dict[str, Any]) -> None:
    for name, value in settings.items():
        setattr(site, name, checked(name, value))
    if not site.name:
        raise Invalid(field="name", problem=_("A name is wanted."))
