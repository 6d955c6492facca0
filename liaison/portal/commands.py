"""What the team may ask of this door: to have it proved who somebody is."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.customers import queries as customers
from liaison.customers.commands import EDIT, CustomerCommand
from liaison.kit.actor import Actor
from liaison.portal import actions
from liaison.portal.errors import WrongCode


@dataclass(frozen=True, kw_only=True)
class _OnSaid(CustomerCommand):
    """On an address or number that was only said. identity: its id."""

    needs: ClassVar[str] = EDIT
    identity: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        """Joining locks everybody concerned in one order; one locked before that would break the order."""
        return super().find(by=by, lock=False)


@command
@dataclass(frozen=True, kw_only=True)
class SendCode(_OnSaid):
    """Send a code and a link to an address or number that a person says is theirs. customer, identity: ids."""

    name = "portal.send_code"
    label = _("Send a code")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        identity = customers.identity_of(subject.row, identity=self.identity)
        actions.ask_proof(identity, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class CheckCode(_OnSaid):
    """The person told the code that was sent. customer, identity: ids. code: as they told it.

    Answers with `proved`, and a sentence in `says`.
    """

    name = "portal.check_code"
    label = _("Check the code")
    code: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        identity = customers.identity_of(subject.row, identity=self.identity)
        try:
            kept = actions.prove_by_code(identity, self.code, by=by)
        except WrongCode as no:  # Not a refusal of the gate: that would take back that the try was counted.
            return {"proved": False, "says": no.sentence}
        return {"proved": True, "customer": kept.pk, "says": gettext("Proved.")}
