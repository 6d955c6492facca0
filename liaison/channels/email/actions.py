"""Changing our mailboxes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from liaison.channels.actions import clear
from liaison.channels.email import errors, events
from liaison.channels.email.models import Mailbox
from liaison.channels.email.queries import DIRECTORY
from liaison.channels.email.rules import ascii_address, bare_address
from liaison.channels.email.words import After, Security
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import one_at_a_time, swap
from liaison.team.models import Department


@transaction.atomic
def open_mailbox(
    address: str, *, department: Department, from_name: str = "", by: Actor, **settings: Any
) -> Mailbox:
    """Take mail for an address and send as it.

    settings: fields of Mailbox by name. Raises MailboxTaken, NotAnAddress, NoFolderToMoveTo.
    """
    made = Mailbox(address=address, department=department, from_name=from_name, created_at=now())
    _set(made, {"address": address} | settings)
    made.save()
    record(events.MailboxOpened(mailbox_id=made.pk, department_id=department.pk), by=by)
    transaction.on_commit(DIRECTORY.forget)
    return made


@transaction.atomic
def change_mailbox(mailbox: Mailbox, *, by: Actor, **settings: Any) -> None:
    """Set fields of a mailbox otherwise. settings: fields of Mailbox by name.

    Raises MailboxClosed, MailboxTaken, NotAnAddress, NoFolderToMoveTo, ImapPasswordNeeded, SmtpPasswordNeeded.
    """
    if mailbox.closed_at:
        raise errors.MailboxClosed
    _keep_passwords_home(mailbox, settings)
    _set(mailbox, settings)
    mailbox.changed_at = now()
    mailbox.save()
    changed = events.MailboxChanged(
        mailbox_id=mailbox.pk, department_id=mailbox.department_id, fields=tuple(sorted(settings))
    )
    record(changed, by=by)
    transaction.on_commit(DIRECTORY.forget)


@transaction.atomic
def close_mailbox(mailbox: Mailbox, *, by: Actor) -> None:
    """Take no more mail for this address. What came stays; answers on its tickets leave through it still.

    Raises MailboxClosed.
    """
    if not swap(mailbox, when={"closed_at": None}, to={"closed_at": now()}):
        raise errors.MailboxClosed
    clear(mailbox.door)
    record(events.MailboxClosed(mailbox_id=mailbox.pk, department_id=mailbox.department_id), by=by)
    transaction.on_commit(DIRECTORY.forget)


def _keep_passwords_home(mailbox: Mailbox, settings: dict[str, Any]) -> None:
    """A kept password goes to nobody else than whom it was given for, so that who may set up may not read it.

    A side without a server forgets its password: it could only come back for another one.
    """
    for side, refusal in (("imap", errors.ImapPasswordNeeded), ("smtp", errors.SmtpPasswordNeeded)):
        password = f"{side}_password"
        if not getattr(mailbox, password) or password in settings:
            continue
        if settings.get(f"{side}_host") == "":
            setattr(mailbox, password, None)
        elif _goes_elsewhere(mailbox, side, settings):
            raise refusal


def _goes_elsewhere(mailbox: Mailbox, side: str, settings: dict[str, Any]) -> bool:
    parts = [f"{side}_{part}" for part in ("host", "port", "user", "security")]
    changed = {part for part in parts if part in settings and settings[part] != getattr(mailbox, part)}
    if changed == {f"{side}_security"}:
        return bool(settings[f"{side}_security"] == Security.PLAIN)
    return bool(changed)


def _set(mailbox: Mailbox, settings: dict[str, Any]) -> None:
    for field, value in settings.items():
        setattr(mailbox, field, value)
    mailbox.address = _checked(mailbox.address)
    mailbox.aliases = [_checked(alias) for alias in mailbox.aliases]
    if mailbox.imap_after == After.MOVE and not mailbox.imap_move_to:
        raise errors.NoFolderToMoveTo
    _one_mailbox_each(mailbox)


def _checked(address: str) -> str:
    address = address.strip().lower()
    try:
        validate_email(ascii_address(address))
    except ValidationError:
        raise errors.NotAnAddress(address=address) from None
    return address


def _one_mailbox_each(mailbox: Mailbox) -> None:
    """No address leads to two mailboxes; a closed one may give its address to nobody, for answers still come."""
    one_at_a_time("mailbox")
    ours = {bare_address(address) for address in mailbox.addresses}
    for other in Mailbox.objects.exclude(pk=mailbox.pk):
        if ours & {bare_address(address) for address in other.addresses}:
            raise errors.MailboxTaken
