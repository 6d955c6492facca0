"""Changing our mailboxes."""

from django.db import transaction

from liaison.channels.email.errors import MailboxTaken
from liaison.channels.email.events import MailboxOpened
from liaison.channels.email.models import Mailbox
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.team.models import Department


@transaction.atomic
def open_mailbox(address: str, *, department: Department, from_name: str = "", by: Actor) -> Mailbox:
    """Take mail for an address and send as it. Raises MailboxTaken."""
    at = now()
    mailbox, new = Mailbox.objects.get_or_create(
        address=address.strip().lower(),
        defaults={"department": department, "from_name": from_name, "created_at": at},
    )
    if not new:
        raise MailboxTaken
    record(MailboxOpened(mailbox_id=mailbox.pk, department_id=department.pk), by=by)
    return mailbox
