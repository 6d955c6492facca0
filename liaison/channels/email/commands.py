"""What others may ask to be done with our mailboxes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.channels.doors import ChangeDoor, CloseDoor, OnDoor, OpenDoor, Settings
from liaison.channels.email import actions, queries, trying
from liaison.channels.email.words import After, Security
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid

CONFIGURE = "email.configure"


@dataclass(frozen=True, kw_only=True)
class _Settings(Settings):
    """Fields of a mailbox; those not given keep what they have.

    aliases: more addresses whose mail comes here. from_name: the name customers see. imap_*: where mail is fetched;
    no host for a mailbox whose mail is forwarded to our SMTP door. imap_after: `seen`, `leave`, `move`, `delete`.
    smtp_*: where answers leave; no host for the installation's server. *_security: `tls`, `starttls`, `plain`.
    private_hosts: servers on private addresses that are allowed.
    """

    from_name: str | None = None
    aliases: list[str] | None = None
    show_author: bool | None = None
    quote_last: bool | None = None
    imap_host: str | None = None
    imap_port: int | None = None
    imap_security: Security | None = None
    imap_user: str | None = None
    imap_password: str | None = field(default=None, repr=False)
    imap_folder: str | None = None
    imap_after: After | None = None
    imap_move_to: str | None = None
    smtp_host: str | None = None
    smtp_port: int | None = None
    smtp_security: Security | None = None
    smtp_user: str | None = None
    smtp_password: str | None = field(default=None, repr=False)
    private_hosts: list[str] | None = None

    def given(self) -> dict[str, Any]:
        """What was given. Raises Invalid."""
        given = super().given()
        for name in ("imap_port", "smtp_port"):
            if not 1 <= given.get(name, 1) <= 65535:
                raise Invalid(field=name, problem=str(_("A port lies between 1 and 65535.")))
        return given

    def reaches_inside(self, known: Iterable[str]) -> bool:
        """Whether it lets the desk into its own network where it was not let before: a matter of the whole desk."""
        return bool(set(self.private_hosts or ()) - set(known))


@dataclass(frozen=True, kw_only=True)
class _OnMailbox(OnDoor):
    noun = "mailbox"
    finds = queries.find
    mailbox: int


@command
@dataclass(frozen=True, kw_only=True)
class OpenMailbox(OpenDoor, _Settings):
    """Take mail for an address. address: the address. department: id of whoever answers it."""

    name = "email.open_mailbox"
    label = _("Open a mailbox")
    needs = CONFIGURE
    noun, opens, first = "mailbox", actions.open_mailbox, ("address",)
    address: str

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return replace(super().find(by=by, lock=lock), everywhere=self.reaches_inside(()))


@command
@dataclass(frozen=True, kw_only=True)
class ChangeMailbox(_OnMailbox, ChangeDoor, _Settings):
    """Set a mailbox otherwise. mailbox: its id. department: id of whoever answers it from now on."""

    name = "email.change_mailbox"
    label = _("Change the mailbox")
    needs = CONFIGURE
    changes = actions.change_mailbox

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = super().find(by=by, lock=lock)
        return replace(found, everywhere=self.reaches_inside(found.row.private_hosts))


@command
@dataclass(frozen=True, kw_only=True)
class CloseMailbox(_OnMailbox, CloseDoor):
    """Take no more mail for this address. mailbox: its id."""

    name = "email.close_mailbox"
    label = _("Close the mailbox")
    needs = CONFIGURE
    closes = actions.close_mailbox


@command
@dataclass(frozen=True, kw_only=True)
class TestMailbox(_OnMailbox):
    """Sign in at the servers of a mailbox and say what works. mailbox: its id. Changes nothing, sends nothing."""

    name = "email.test_mailbox"
    label = _("Test the mailbox")
    needs = CONFIGURE

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return super().find(by=by, lock=False)  # A slow server must not keep others from the mailbox.

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return [{"side": one.side, "ok": one.ok, "says": one.says} for one in trying.try_out(subject.row)]
