"""What others may ask to be done with accounts, and with the texts a provider has approved."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.channels.doors import ChangeDoor, CloseDoor, OnDoor, OpenDoor, Settings
from liaison.channels.messaging import actions, queries
from liaison.channels.messaging.errors import NoSuchMessenger, NotATemplate
from liaison.channels.messaging.models import Template
from liaison.channels.messaging.queries import CONFIGURE
from liaison.channels.messaging.registry import MESSENGERS
from liaison.channels.words import NotSent
from liaison.kit.actor import Actor
from liaison.kit.sayings import said
from liaison.tickets import queries as tickets


@dataclass(frozen=True, kw_only=True)
class _Settings(Settings):
    """settings: the messenger's own fields by name, its secrets among them; a secret that is not given stays."""

    settings: dict[str, str] = field(default_factory=dict, repr=False)

    def given(self) -> dict[str, Any]:
        """What was given: the messenger says what its fields are."""
        return {"given": self.settings}


@dataclass(frozen=True, kw_only=True)
class _OnAccount(OnDoor):
    noun = "account"
    finds = queries.find_account
    account: int


@command
@dataclass(frozen=True, kw_only=True)
class OpenAccount(OpenDoor, _Settings):
    """Connect a number, bot or page of ours. kind: of the messenger, as `whatsapp`. title: what we call it.

    department: id of whoever answers. settings: the messenger's own fields by name, its secrets among them.
    """

    name = "messaging.open_account"
    label = _("Connect a messenger")
    needs = CONFIGURE
    noun, opens, first = "account", actions.open_account, ("kind", "title")
    kind: str
    title: str

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if self.kind not in MESSENGERS:
            raise NoSuchMessenger
        return super().find(by=by, lock=lock)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeAccount(_OnAccount, ChangeDoor, _Settings):
    """Set a connection otherwise. account: its id. title: what we call it. department: id of whoever answers.

    settings: the messenger's own fields by name; a secret that is not given stays.
    """

    name = "messaging.change_account"
    label = _("Change the connection of a messenger")
    needs = CONFIGURE
    changes = actions.change_account
    title: str | None = None


@command
@dataclass(frozen=True, kw_only=True)
class CloseAccount(_OnAccount, CloseDoor):
    """Take nothing more by this connection, and forget its secrets. account: its id."""

    name = "messaging.close_account"
    label = _("Disconnect a messenger")
    needs = CONFIGURE
    closes = actions.close_account


@command
@dataclass(frozen=True, kw_only=True)
class TryAccount(_OnAccount):
    """Ask the provider who we are, tell it our address where it can be told, and bring the approved texts.

    account: its id. Answers with `ok` and a sentence.
    """

    name = "messaging.try_account"
    label = _("Test the connection of a messenger")
    needs = CONFIGURE

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return super().find(by=by, lock=False)  # A slow provider must not keep others from the account.

    def run(self, subject: Subject, *, by: Actor) -> Any:
        try:
            known_as = actions.try_account(subject.row)
            templates = actions.bring_templates(subject.row)
        except NotSent as no:
            return {"ok": False, "says": said(no.why), "templates": 0}
        return {"ok": True, "says": known_as, "templates": templates}


@command
@dataclass(frozen=True, kw_only=True)
class SendTemplate(Command):
    """Answer with a text which the provider has approved, when the time to answer freely is over.

    template: its id. values: for its places, in their order.
    """

    name = "messaging.send_template"
    label = _("Send an approved template")
    needs = "tickets.reply"
    ticket: int
    template: int
    values: list[str] = field(default_factory=list)

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject.of(tickets.find(self.ticket, for_=by, lock=lock))

    def run(self, subject: Subject, *, by: Actor) -> Any:
        template = Template.objects.select_related("account").filter(pk=self.template).first()
        if template is None:
            raise NotATemplate
        return {"message": actions.send_template(subject.row, template, self.values, by=by).pk}
