"""The only writers of tickets, messages and promises. They check the state, never the permission."""

from liaison.tickets.actions.assigning import assign, can_answer, choose_customer, move
from liaison.tickets.actions.calling import call_back
from liaison.tickets.actions.drafting import add_file, bring_back, remove_file, save_draft
from liaison.tickets.actions.kinds import define_kind, set_up_kinds
from liaison.tickets.actions.looking import mark_seen
from liaison.tickets.actions.occasions import end_occasion, serve_occasion
from liaison.tickets.actions.opening import open_ticket, write_first
from liaison.tickets.actions.pausing import wait, wake_due
from liaison.tickets.actions.promising import break_due, keep_promise, promise, withdraw_promise
from liaison.tickets.actions.receiving import receive, receive_all, understood
from liaison.tickets.actions.recording import Occasion, record_contact
from liaison.tickets.actions.redacting import redact
from liaison.tickets.actions.regrouping import attach_to, detach
from liaison.tickets.actions.replying import acknowledge, forward, note, reply
from liaison.tickets.actions.reporting import enclose, report, see_there
from liaison.tickets.actions.resolving import close, reopen, resolve
from liaison.tickets.actions.sending import bounce, claim, delivered, due, fail, release_stalled, sent
from liaison.tickets.actions.shelving import hold, shelve, unhold, unshelve
from liaison.tickets.actions.sorting import classify, prioritise, tag, untag
from liaison.tickets.actions.undoing import undo
from liaison.tickets.actions.wishing import meet_wish, wish_answer, wished

__all__ = [
    "Occasion",
    "acknowledge",
    "add_file",
    "assign",
    "attach_to",
    "bounce",
    "break_due",
    "bring_back",
    "call_back",
    "can_answer",
    "choose_customer",
    "claim",
    "classify",
    "close",
    "define_kind",
    "delivered",
    "detach",
    "due",
    "enclose",
    "end_occasion",
    "fail",
    "forward",
    "hold",
    "keep_promise",
    "mark_seen",
    "meet_wish",
    "move",
    "note",
    "open_ticket",
    "prioritise",
    "promise",
    "receive",
    "receive_all",
    "record_contact",
    "redact",
    "release_stalled",
    "remove_file",
    "reopen",
    "reply",
    "report",
    "resolve",
    "save_draft",
    "see_there",
    "sent",
    "serve_occasion",
    "set_up_kinds",
    "shelve",
    "tag",
    "understood",
    "undo",
    "unhold",
    "unshelve",
    "untag",
    "wait",
    "wake_due",
    "wish_answer",
    "wished",
    "withdraw_promise",
    "write_first",
]
