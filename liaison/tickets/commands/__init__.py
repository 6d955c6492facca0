"""What others may ask to be done with a ticket."""

from liaison.tickets.commands.contacts import Attach, ChooseCustomer, Detach, RecordContact
from liaison.tickets.commands.drafts import AddFile, MarkSeen, RemoveFile, SaveDraft
from liaison.tickets.commands.guarding import Hold, Redact, Shelve, Unhold, Unshelve
from liaison.tickets.commands.opening import Open, Write
from liaison.tickets.commands.sorting import (
    Assign,
    Classify,
    DefineKind,
    HandOver,
    Move,
    Prioritise,
    TagTicket,
    UntagTicket,
)
from liaison.tickets.commands.speaking import Forward, Note, Reply, Undo
from liaison.tickets.commands.standing import (
    Close,
    KeepPromise,
    MakePromise,
    MeetWish,
    Reopen,
    Resolve,
    Wait,
    WithdrawPromise,
)

__all__ = [
    "AddFile",
    "Assign",
    "Attach",
    "ChooseCustomer",
    "Classify",
    "Close",
    "DefineKind",
    "Detach",
    "Forward",
    "HandOver",
    "Hold",
    "KeepPromise",
    "MakePromise",
    "MarkSeen",
    "MeetWish",
    "Move",
    "Note",
    "Open",
    "Prioritise",
    "RecordContact",
    "Redact",
    "RemoveFile",
    "Reopen",
    "Reply",
    "Resolve",
    "SaveDraft",
    "Shelve",
    "TagTicket",
    "Undo",
    "Unhold",
    "Unshelve",
    "UntagTicket",
    "Wait",
    "WithdrawPromise",
    "Write",
]
