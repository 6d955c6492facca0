"""How a matter stands, and what we owe."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import AwareDatetime

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.kit.actor import Actor
from liaison.tickets import actions
from liaison.tickets.commands.subjects import PromiseCommand, TicketCommand


@command
@dataclass(frozen=True, kw_only=True)
class Wait(TicketCommand):
    """Wait for the customer or for others. whom: `customer` or `others`. until: when it wakes at the latest."""

    name = "tickets.wait"
    label = _("Wait")
    whom: Literal["customer", "others"] = "customer"
    until: AwareDatetime | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.wait(subject.row, others=self.whom == "others", until=self.until, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class MakePromise(TicketCommand):
    """Promise something until a moment; the ticket comes back when it is not kept. what: in words. due: by when."""

    name = "tickets.promise"
    label = _("Promise")
    what: str
    due: AwareDatetime

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"promise": actions.promise(subject.row, self.what, due=self.due, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class KeepPromise(PromiseCommand):
    """What was promised is done."""

    name = "tickets.keep_promise"
    label = _("Promise kept")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.keep_promise(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class WithdrawPromise(PromiseCommand):
    """What was promised is no longer owed."""

    name = "tickets.withdraw_promise"
    label = _("Withdraw the promise")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.withdraw_promise(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Resolve(TicketCommand):
    """Settle the matter. reason: key of the reason, may be empty."""

    name = "tickets.resolve"
    label = _("Resolve")
    reason: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.resolve(subject.row, reason=self.reason, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Close(TicketCommand):
    """Put the matter away."""

    name = "tickets.close"
    label = pgettext_lazy("ticket", "Close")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.close(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Reopen(TicketCommand):
    """Take up a settled matter again."""

    name = "tickets.reopen"
    label = _("Reopen")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.reopen(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class MeetWish(TicketCommand):
    """Say that the customer was reached as they had asked, such as by a call back."""

    name = "tickets.meet_wish"
    label = _("Reached as they wished")
    needs = "tickets.reply"

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.meet_wish(subject.row, by=by)
