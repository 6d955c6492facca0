"""What can happen to our mailboxes."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class MailboxEvent(Event):
    """Something that happened to one mailbox."""

    about: ClassVar[tuple[str, ...]] = ("mailbox", "department")
    mailbox_id: int
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class MailboxOpened(MailboxEvent):
    """We take mail for an address."""

    kind = "email.mailbox_opened"
    says = _("%(by)s opened a mailbox for %(department)s.")


@event
@dataclass(frozen=True, kw_only=True)
class MailboxChanged(MailboxEvent):
    """Something of a mailbox is set otherwise. fields: which, never the values, for among them are passwords."""

    kind = "email.mailbox_changed"
    says = _("%(by)s changed the mailbox %(mailbox)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class MailboxClosed(MailboxEvent):
    """We take no more mail for an address."""

    kind = "email.mailbox_closed"
    says = _("%(by)s closed the mailbox %(mailbox)s.")
