"""What people call the parts that lie below every channel; channels name their own."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.kit import health

CALLED: Final[dict[str, str | Promise]] = {
    "database": _("Database"),
    "jobs": _("Jobs in the background"),
    "live": _("Live news"),
    "reader": _("Reading what came in"),
    "redis": _("News between processes"),
    "sealer": _("Sealing the journal"),
    "sender": _("Sending what is due"),
    "shops": _("Shops outside"),
    "wakes": _("Hearing of other processes"),
    "worker": _("Work in a process of its own"),
}


def name_them() -> None:
    """Have them called so."""
    for part, words in CALLED.items():
        health.name(part, words)
