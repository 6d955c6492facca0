"""Who answers for a complaint, and what is gathered about it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime

from liaison.authority.catalogue import command
from liaison.authority.words import Command, Subject
from liaison.complaints import actions, queries
from liaison.complaints.actions import Looked
from liaison.complaints.commands.subjects import ComplaintCommand, SeenCommand, subject_of
from liaison.complaints.errors import CannotHandle, ConcernsYou
from liaison.complaints.permissions import HANDLE
from liaison.complaints.words import Amount, Side
from liaison.kit.actor import Actor
from liaison.team.models import Member
from liaison.tickets import queries as tickets
from liaison.tickets.commands.subjects import own_files
from liaison.tickets.rules import member_of
from liaison.tickets.words import Enclosed


@command
@dataclass(frozen=True, kw_only=True)
class Take(ComplaintCommand):
    """Answer for a complaint. to: id of the colleague who does; oneself when not given."""

    name = "complaints.take"
    label = _("Take the complaint")
    to: int | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.take(subject.row, to=_handler(subject.row.department_id, self.to or member_of(by.ref)), by=by)


def _handler(department: int, member: int | None) -> Member:
    found = next((one for one in queries.handlers(department) if one.pk == member), None)
    if found is None:
        raise CannotHandle
    return found


@command
@dataclass(frozen=True, kw_only=True)
class Concern(ComplaintCommand):
    """Note that it is about a colleague: they do not handle it. member: id. sees: they may read it all the same."""

    name = "complaints.concern"
    label = _("Name whom it is about")
    member: int
    sees: bool = False

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.concern(subject.row, member=self.member, sees=self.sees, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Unconcern(ComplaintCommand):
    """Note that it is not about a colleague after all. member: id."""

    name = "complaints.unconcern"
    label = _("It is not about them")
    member: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.unconcern(subject.row, member=self.member, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class StatePosition(SeenCommand):
    """Write down how a side sees it. text: in words. side: `customer` or `company`.

    Whom the complaint is about may do this too, once they may read it: it is their own side.
    """

    name = "complaints.state_position"
    label = _("State a position")
    text: str
    side: Side = Side.COMPANY

    def run(self, subject: Subject, *, by: Actor) -> Any:
        if self.side == Side.CUSTOMER and queries.is_about(subject.row, member_of(by.ref)):
            raise ConcernsYou
        return {"position": actions.state_position(subject.row, self.text, side=self.side, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class AddEvidence(SeenCommand):
    """Add what there is to look at: words, a message of a ticket (id), files whose bytes are kept.

    side: whose evidence it is, `customer` or `company`.
    """

    name = "complaints.add_evidence"
    label = _("Add evidence")
    side: Side = Side.COMPANY
    words: str = ""
    message: int | None = None
    files: list[Enclosed] = field(default_factory=list)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        message = tickets.find_message(self.message, for_=by) if self.message is not None else None
        looked = Looked(side=self.side, words=self.words, message=message, files=own_files(self.files, by=by))
        made = actions.add_evidence(subject.row, looked, by=by)
        return {"evidence": [one.pk for one in made]}


@command
@dataclass(frozen=True, kw_only=True)
class MakeOffer(ComplaintCommand):
    """Offer something to settle it. text: what. amount, currency: how much, in units. until: when it lapses."""

    name = "complaints.make_offer"
    label = _("Make an offer")
    needs = ""
    text: str
    amount: Amount | None = None
    currency: str = ""
    until: AwareDatetime | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        made = actions.make_offer(
            subject.row, self.text, amount=self.amount, currency=self.currency, until=self.until, by=by
        )
        return {"offer": made.pk}


@command
@dataclass(frozen=True, kw_only=True)
class AnswerOffer(Command):
    """Note what the customer said to an offer. offer: its id. accepted: whether they take it."""

    name = "complaints.answer_offer"
    label = _("Note the answer to an offer")
    needs = HANDLE
    offer: int
    accepted: bool

    def find(self, *, by: Actor, lock: bool) -> Subject:
        offer = queries.find_offer(self.offer, for_=by, lock=lock)
        whole = subject_of(offer.complaint)
        return Subject(offer, whole.department, whole.refs)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.answer_offer(subject.row, accepted=self.accepted, by=by)
