"""Changing complaints."""

from liaison.complaints.actions.deciding import Verdict, close, decide, reopen
from liaison.complaints.actions.defining import (
    Named,
    Terms,
    define_instance,
    define_kind,
    note_export,
    set_up_complaint_kinds,
)
from liaison.complaints.actions.handling import (
    Looked,
    add_evidence,
    concern,
    state_position,
    take,
    unconcern,
)
from liaison.complaints.actions.offering import answer_offer, expire_offers, make_offer
from liaison.complaints.actions.opening import Claim, Whose, correct, each, open_complaint
from liaison.complaints.actions.outside import Before, Happening, escalate_outside, record_outside
from liaison.complaints.actions.telling import Words, acknowledge, answer, extend, notice_missed

__all__ = [
    "Before",
    "Claim",
    "Happening",
    "Looked",
    "Named",
    "Terms",
    "Verdict",
    "Whose",
    "Words",
    "acknowledge",
    "add_evidence",
    "answer",
    "answer_offer",
    "close",
    "concern",
    "correct",
    "decide",
    "define_instance",
    "define_kind",
    "each",
    "escalate_outside",
    "expire_offers",
    "extend",
    "make_offer",
    "note_export",
    "notice_missed",
    "open_complaint",
    "record_outside",
    "reopen",
    "set_up_complaint_kinds",
    "state_position",
    "take",
    "unconcern",
]
