"""What others may ask to be done with complaints."""

from liaison.complaints.commands.deciding import Close, Decide, EscalateOutside, RecordOutside, Reopen
from liaison.complaints.commands.defining import DefineInstance, DefineKind, ExportRegister
from liaison.complaints.commands.handling import (
    AddEvidence,
    AnswerOffer,
    Concern,
    MakeOffer,
    StatePosition,
    Take,
    Unconcern,
)
from liaison.complaints.commands.opening import Correct, Open
from liaison.complaints.commands.telling import Acknowledge, Extend, SendLetter

__all__ = [
    "Acknowledge",
    "AddEvidence",
    "AnswerOffer",
    "Close",
    "Concern",
    "Correct",
    "Decide",
    "DefineInstance",
    "DefineKind",
    "EscalateOutside",
    "ExportRegister",
    "Extend",
    "MakeOffer",
    "Open",
    "RecordOutside",
    "Reopen",
    "SendLetter",
    "StatePosition",
    "Take",
    "Unconcern",
]
