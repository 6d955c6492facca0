"""What others may ask to be done with our mailboxes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.channels.email import actions, queries, trying
from liaison.channels.email.words import After, Security
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid
from liaison.team.queries import open_department
from liaison.team.subjects import ForDepartment

CONFIGURE = "email.configure"


@dataclass(frozen=True, kw_only=True)
class _Settings(Command):
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

    def settings(self) -> dict[str, Any]:
        """What was given."""
        given = {f.name: getattr(self, f.name) for f in fields(_Settings)}
        for name in ("imap_port", "smtp_port"):
            if given[name] is not None and not 1 <= given[name] <= 65535:
                raise Invalid(field=name, problem=str(_("A port lies between 1 and 65535.")))
        return {name: value for name, value in given.items() if value is not None}

    def reaches_inside(self, known: Iterable[str]) -> bool:
        """Whether it lets the desk into its own network where it was not let before: a matter of the whole desk."""
        return bool(set(self.private_hosts or ()) - set(known))


@command
@dataclass(frozen=True, kw_only=True)
class OpenMailbox(ForDepartment, _Settings):
    """Take mail for an address. address: the address. department: id of whoever answers it."""

    name = "email.open_mailbox"
    label = _("Open a mailbox")
    needs = CONFIGURE
    address: str

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return replace(super().find(by=by, lock=lock), everywhere=self.reaches_inside(()))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        made = actions.open_mailbox(self.address, department=subject.row, by=by, **self.settings())
        return {"mailbox": made.pk}


@dataclass(frozen=True, kw_only=True)
class _OnMailbox(Command):
    mailbox: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject.of(queries.find(self.mailbox, for_=by, lock=lock))


@command
@dataclass(frozen=True, kw_only=True)
class ChangeMailbox(_OnMailbox, _Settings):
    """Set a mailbox otherwise. mailbox: its id. department: id of whoever answers it from now on."""

    name = "email.change_mailbox"
    label = _("Change the mailbox")
    needs = CONFIGURE
    department: int | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = super().find(by=by, lock=lock)
        return replace(found, everywhere=self.reaches_inside(found.row.private_hosts))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        given = self.settings()
        if self.department is not None:
            given["department"] = open_department(self.department)
        actions.change_mailbox(subject.row, by=by, **given)


@command
@dataclass(frozen=True, kw_only=True)
class CloseMailbox(_OnMailbox):
    """Take no more mail for this address. mailbox: its id."""

    name = "email.close_mailbox"
    label = _("Close the mailbox")
    needs = CONFIGURE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.close_mailbox(subject.row, by=by)


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
