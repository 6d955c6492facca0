"""The mailboxes as the watchdog sees them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from liaison.channels.email.queries import DIRECTORY
from liaison.channels.registry import Watched, watched
from liaison.channels.words import Side


def open_doors() -> Mapping[str, str]:
    """The address of each open mailbox by its door."""
    return {box.door: box.address for box in DIRECTORY.by_id().values()}


watched(
    Watched(
        part="mail",
        open_doors=open_doors,
        says={
            Side.IN: _("No mail is fetched for %(door)s. %(why)s"),
            Side.OUT: _("No mail can be sent from %(door)s. %(why)s"),
            Side.SILENT: _("No mail has come to %(door)s for much longer than usual."),
        },
        notes={
            Side.IN: "mailboxes cannot be read",
            Side.OUT: "mailboxes cannot send",
            Side.SILENT: "mailboxes are silent for unusually long",
        },
        called={
            Side.IN: _("Mail coming in"),
            Side.OUT: _("Mail going out"),
            Side.SILENT: _("Silence of mailboxes"),
        },
    )
)
