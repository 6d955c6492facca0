"""What can happen to complaints. No event names the ticket as what it is about: its timeline is read by everybody
who sees the ticket, and the colleague whom the complaint concerns is among them."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class ComplaintEvent(Event):
    """Something that happened to one complaint. matter: id of the ticket from which it came, if any.

    Open pages of that ticket hear of it under a noun of its own (`matter:812`), which says who may.
    """

    about: ClassVar[tuple[str, ...]] = ("complaint", "matter")
    complaint_id: int
    matter: int | None = None

    @property
    def matter_id(self) -> int | None:
        """The ticket, as its open pages hear of it."""
        return self.matter


@event
@dataclass(frozen=True, kw_only=True)
class Opened(ComplaintEvent):
    """There is a complaint."""

    kind = "complaints.opened"
    says = _("%(by)s opened complaint %(complaint)s.")


@event
@dataclass(frozen=True, kw_only=True)
class Corrected(ComplaintEvent):
    """What is claimed or wanted was written down better."""

    kind = "complaints.corrected"
    says = _("%(by)s corrected what complaint %(complaint)s claims.")


@event
@dataclass(frozen=True, kw_only=True)
class Taken(ComplaintEvent):
    """Somebody answers for it. to_id: who."""

    kind = "complaints.taken"
    says = _("%(by)s gave complaint %(complaint)s to %(to)s.")
    says_to_self = _("%(by)s took complaint %(complaint)s.")
    to_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Concerned(ComplaintEvent):
    """It is about a colleague, who from now on does not handle it. to_id: who. sees: whether they may read it."""

    kind = "complaints.concerned"
    says = _("%(by)s noted that complaint %(complaint)s is about %(to)s.")
    says_to_self = _("%(by)s noted that complaint %(complaint)s is about themselves.")
    to_id: int
    sees: bool = False


@event
@dataclass(frozen=True, kw_only=True)
class Unconcerned(ComplaintEvent):
    """It is not about that colleague. to_id: who."""

    kind = "complaints.unconcerned"
    says = _("%(by)s noted that complaint %(complaint)s is not about %(to)s.")
    to_id: int


@event
@dataclass(frozen=True, kw_only=True)
class PositionStated(ComplaintEvent):
    """One of the two sides said how it sees it. side: `customer` or `company`."""

    kind = "complaints.position_stated"
    says = _("%(by)s wrote down a position on complaint %(complaint)s.")
    side: str


@event
@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(ComplaintEvent):
    """There is more to look at."""

    kind = "complaints.evidence_added"
    says = _("%(by)s added evidence to complaint %(complaint)s.")
    evidence: tuple[int, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class OfferMade(ComplaintEvent):
    """Something was offered to settle it."""

    kind = "complaints.offer_made"
    says = _("%(by)s made an offer on complaint %(complaint)s.")
    offer: int


@event
@dataclass(frozen=True, kw_only=True)
class OfferAccepted(ComplaintEvent):
    """The customer takes what was offered."""

    kind = "complaints.offer_accepted"
    says = _("%(by)s noted that the customer accepted the offer on complaint %(complaint)s.")
    offer: int


@event
@dataclass(frozen=True, kw_only=True)
class OfferDeclined(ComplaintEvent):
    """The customer does not take what was offered."""

    kind = "complaints.offer_declined"
    says = _("%(by)s noted that the customer declined the offer on complaint %(complaint)s.")
    offer: int


@event
@dataclass(frozen=True, kw_only=True)
class OfferExpired(ComplaintEvent):
    """The customer did not answer an offer in time."""

    kind = "complaints.offer_expired"
    says = _("The offer on complaint %(complaint)s has expired.")
    offer: int


@event
@dataclass(frozen=True, kw_only=True)
class Acknowledged(ComplaintEvent):
    """The customer knows that it has come in."""

    kind = "complaints.acknowledged"
    says = _("%(by)s acknowledged complaint %(complaint)s to the customer.")


@event
@dataclass(frozen=True, kw_only=True)
class Extended(ComplaintEvent):
    """More time is taken, and the customer was told why. until: the last moment of it."""

    kind = "complaints.extended"
    says = _("%(by)s extended the time to answer complaint %(complaint)s and told the customer why.")
    until: str


@event
@dataclass(frozen=True, kw_only=True)
class AcknowledgementMissed(ComplaintEvent):
    """The receipt was not acknowledged in time."""

    kind = "complaints.acknowledgement_missed"
    says = _("Complaint %(complaint)s was not acknowledged in time.")


@event
@dataclass(frozen=True, kw_only=True)
class AnswerMissed(ComplaintEvent):
    """It was not answered in time."""

    kind = "complaints.answer_missed"
    says = _("Complaint %(complaint)s was not answered in time.")


@event
@dataclass(frozen=True, kw_only=True)
class Decided(ComplaintEvent):
    """There is an outcome. outcome: `upheld`, `partly`, `not_upheld` or `withdrawn`."""

    kind = "complaints.decided"
    says = _("%(by)s decided complaint %(complaint)s.")
    outcome: str


@event
@dataclass(frozen=True, kw_only=True)
class Answered(ComplaintEvent):
    """The customer was told the outcome and where they can turn."""

    kind = "complaints.answered"
    says = _("%(by)s gave the customer the final answer to complaint %(complaint)s.")


@event
@dataclass(frozen=True, kw_only=True)
class WentOutside(ComplaintEvent):
    """It stands before somebody outside. where: `ombudsman`, `chargeback`, `court`, `authority` or `regulator`."""

    kind = "complaints.went_outside"
    says = _("%(by)s noted that complaint %(complaint)s stands before somebody outside.")
    stage: int
    where: str


@event
@dataclass(frozen=True, kw_only=True)
class OutsideRecorded(ComplaintEvent):
    """Something happened outside."""

    kind = "complaints.outside_recorded"
    says = _("%(by)s wrote down what happened outside with complaint %(complaint)s.")
    stage: int


@event
@dataclass(frozen=True, kw_only=True)
class OutsideEnded(ComplaintEvent):
    """A stage outside ended. outcome: how."""

    kind = "complaints.outside_ended"
    says = _("%(by)s wrote down how complaint %(complaint)s ended outside.")
    stage: int
    outcome: str


@event
@dataclass(frozen=True, kw_only=True)
class Closed(ComplaintEvent):
    """It is put away."""

    kind = "complaints.closed"
    says = _("%(by)s closed complaint %(complaint)s.")


@event
@dataclass(frozen=True, kw_only=True)
class Reopened(ComplaintEvent):
    """It is open again, its clocks as they were."""

    kind = "complaints.reopened"
    says = _("%(by)s reopened complaint %(complaint)s.")


@event
@dataclass(frozen=True, kw_only=True)
class RegisterExported(Event):
    """The register left the desk as a file. rows: how many complaints."""

    kind = "complaints.register_exported"
    says = _("%(by)s exported the register of complaints.")
    about: ClassVar[tuple[str, ...]] = ("register",)
    register_id: int = 1
    rows: int = 0


@event
@dataclass(frozen=True, kw_only=True)
class KindDefined(Event):
    """A kind of complaint and its deadlines are laid down anew."""

    kind = "complaints.kind_defined"
    says = _("%(by)s laid down the kind of complaint %(complaint_kind)s.")
    about: ClassVar[tuple[str, ...]] = ("complaint_kind",)
    complaint_kind_id: int


@event
@dataclass(frozen=True, kw_only=True)
class InstanceDefined(Event):
    """Where customers can turn is laid down anew."""

    kind = "complaints.instance_defined"
    says = _("%(by)s laid down the instance %(instance)s.")
    about: ClassVar[tuple[str, ...]] = ("instance",)
    instance_id: int
