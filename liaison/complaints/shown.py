"""What the page of a complaint shows."""

from collections.abc import Iterable
from typing import Any

from liaison.authority.queries import effect_of
from liaison.complaints.models import Complaint
from liaison.complaints.permissions import HANDLE
from liaison.complaints.queries import is_about, kind_name
from liaison.complaints.words import OfferState, Outcome, Side, Standing
from liaison.journal.queries import timeline
from liaison.team.models import Member
from liaison.team.queries import names_of
from liaison.tickets import queries as tickets
from liaison.tickets.rules import member_of

TIMELINE = 100


def shown(complaint: Complaint, *, for_: Member) -> dict[str, Any]:
    """Everything the page shows of a complaint which `for_` may see."""
    pieces = list(complaint.evidence.select_related("message").order_by("id"))
    parts: dict[str, Any] = {
        "positions": _by_side(complaint.positions.order_by("id")),
        "evidence": pieces,
        "offers": list(complaint.offers.order_by("id")),
        "extensions": list(complaint.extensions.order_by("id")),
        "letters": list(complaint.letters.select_related("instance").order_by("id")),
        "findings": list(complaint.findings.order_by("-id")),
        "stages": list(complaint.stages.prefetch_related("steps").order_by("id")),
        "concerns": list(complaint.concerns.select_related("member").order_by("id")),
        "happened": timeline([complaint.ref], limit=TIMELINE),
    }
    return parts | {
        "complaint": complaint,
        "kind": kind_name(complaint.kind),
        "who": _names(parts),
        "tickets": tickets.numbers_of(_tickets(complaint, pieces), for_=for_),
        "can": acts(complaint, for_=for_, offers=parts["offers"], stages=parts["stages"]),
        "onlookers": _onlookers(complaint, parts["concerns"]),
    }


def _onlookers(complaint: Complaint, concerns: list[Any]) -> list[str]:
    """The names of those whom it is about and who must not see it, but see its ticket and so what is sent there."""
    if complaint.ticket is None:
        return []
    there = complaint.ticket.department_id
    about = [one.member for one in concerns if not one.may_see and one.member.is_active]
    return [
        member.name for member in about if effect_of(tickets.SEE, by=member, department=there) is not None
    ]


def _by_side(positions: Iterable[Any]) -> list[tuple[Side, list[Any]]]:
    said = list(positions)
    return [(side, [one for one in said if one.side == side]) for side in Side]


def _tickets(complaint: Complaint, pieces: list[Any]) -> set[int]:
    found = {one.message.ticket_id for one in pieces if one.message}
    return found | ({complaint.ticket_id} if complaint.ticket_id else set())


_WRITTEN = ("evidence", "offers", "extensions", "letters", "findings", "stages")


def _names(parts: dict[str, Any]) -> dict[str, str]:
    """The names of whoever wrote down any of it, by reference."""
    rows = [one for name in _WRITTEN for one in parts[name]]
    rows += [one for _, said in parts["positions"] for one in said]
    ids = {member for one in rows if (member := member_of(one.by)) is not None}
    return {f"member:{id_}": name for id_, name in names_of(ids).items()}


def acts(complaint: Complaint, *, for_: Member, offers: list[Any], stages: list[Any]) -> frozenset[str]:
    """What this member can do with it just now, by the words in `forms.ACTS`."""
    can = {"position", "evidence"} & {act for act in _SEEN if _holds(_SEEN[act], complaint, for_)}
    if is_about(complaint, for_.pk):
        return frozenset(can)
    can |= {act for act, needs in _HANDLED.items() if _holds(needs, complaint, for_)}
    return frozenset(can - _out_of_place(complaint, offers=offers, stages=stages))


def _holds(permission: str, complaint: Complaint, member: Member) -> bool:
    return effect_of(permission, by=member, department=complaint.department_id) is not None


_SEEN = {"position": "complaints.state_position", "evidence": "complaints.add_evidence"}
_HANDLED = {
    "take": HANDLE,
    "acknowledge": HANDLE,
    "extend": "complaints.extend",
    "offer": "complaints.make_offer",
    "answer-offer": HANDLE,
    "decide": "complaints.decide",
    "letter": "complaints.send_letter",
    "outside": HANDLE,
    "outside-step": HANDLE,
    "concern": HANDLE,
    "correct": HANDLE,
    "close": HANDLE,
    "reopen": HANDLE,
}


def _out_of_place(complaint: Complaint, *, offers: list[Any], stages: list[Any]) -> set[str]:
    """What does not fit how it stands."""
    standing = complaint.standing
    answered = complaint.answered_at is not None or complaint.outcome == Outcome.WITHDRAWN
    fits = {
        "acknowledge": complaint.acknowledged_at is None and standing == Standing.OPEN,
        "extend": standing == Standing.OPEN and complaint.kind.extend > 0,
        "offer": standing != Standing.CLOSED,
        "answer-offer": any(one.state == OfferState.MADE for one in offers),
        "decide": standing == Standing.OPEN,
        "letter": standing == Standing.DECIDED,
        "outside-step": any(one.ended_on is None for one in stages),
        "close": standing == Standing.DECIDED and answered,
        "reopen": standing != Standing.OPEN,
        "take": standing != Standing.CLOSED,
    }
    return {act for act, does in fits.items() if not does}
