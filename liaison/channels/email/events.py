"""What can happen to our mailboxes."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class MailboxOpened(Event):
    """We take mail for an address."""

    kind = "email.mailbox_opened"
    says = _("%(by)s opened a mailbox for %(department)s.")
    about = ("mailbox", "department")
    mailbox_id: int
    department_id: int
