"""The sorts of matter: those that come with the house, and the company's own."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_noop as _

from liaison.journal.actions import record
from liaison.kit import memory
from liaison.kit.actor import Actor
from liaison.kit.rows import one_at_a_time
from liaison.tickets import events
from liaison.tickets.errors import Empty, KindTaken
from liaison.tickets.models import Kind

KINDS = {"question": _("Question"), "request": _("Request"), "complaint": _("Complaint")}


def set_up_kinds() -> None:
    """Bring the kinds of the house up to date; those which the company made are left alone."""
    for key, name in KINDS.items():
        Kind.objects.update_or_create(key=key, defaults={"name": name})
    memory.tell("kind")


@transaction.atomic
def define_kind(name: str, *, keep_for: timedelta | None = None, by: Actor) -> Kind:
    """Make a kind of matter of one's own. keep_for: how long its tickets are kept after closing.

    Raises Empty, KindTaken.
    """
    if not name.strip():
        raise Empty
    one_at_a_time("kind")
    kind, new = Kind.objects.get_or_create(name=name.strip()[:80], defaults={"keep_for": keep_for})
    if not new:
        raise KindTaken
    record(events.KindDefined(kind_id=kind.pk), by=by)
    return kind
