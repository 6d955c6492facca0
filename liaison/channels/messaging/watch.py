"""The accounts as the watchdog sees them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging.models import Account
from liaison.channels.registry import CHANNELS, Watched, watched
from liaison.channels.words import Side


def open_doors() -> Mapping[str, str]:
    """What each open account is called, by its door."""
    rows = Account.objects.filter(closed_at=None, kind__in=list(CHANNELS))
    return {one.door: f"{one.name} ({CHANNELS[one.kind].label})" for one in rows}


watched(
    Watched(
        part="messengers",
        open_doors=open_doors,
        says={
            Side.ACCOUNT: _("%(door)s is cut off from its provider. %(why)s"),
            Side.IN: _("Nothing that customers write comes in by %(door)s. %(why)s"),
            Side.OUT: _("Nothing can be sent by %(door)s. %(why)s"),
            Side.SILENT: _("Nothing has come in by %(door)s for much longer than usual."),
        },
        notes={
            Side.ACCOUNT: "accounts are cut off from their providers",
            Side.IN: "accounts are not called by their providers",
            Side.OUT: "accounts cannot send",
            Side.SILENT: "accounts are silent for unusually long",
        },
        called={
            Side.ACCOUNT: _("Accounts of messengers"),
            Side.IN: _("Messengers coming in"),
            Side.OUT: _("Messengers going out"),
            Side.SILENT: _("Silence of messengers"),
        },
    )
)
