"""The only writers of people, what they are known by, and what they act for."""

from liaison.customers.actions.acting import act, end_acting, open_account
from liaison.customers.actions.caring import Marking, mark, unmark
from liaison.customers.actions.filing import edit, note, remove_note
from liaison.customers.actions.identifying import add_identity, open_file, remove_identity, share_identity
from liaison.customers.actions.joining import join, unjoin
from liaison.customers.actions.meeting import meet, meet_all
from liaison.customers.actions.proving import prove, prove_begun, say
from liaison.customers.actions.recognising import change_address, verify

__all__ = [
    "Marking",
    "act",
    "add_identity",
    "change_address",
    "edit",
    "end_acting",
    "join",
    "mark",
    "meet",
    "meet_all",
    "note",
    "open_account",
    "open_file",
    "prove",
    "prove_begun",
    "remove_identity",
    "remove_note",
    "say",
    "share_identity",
    "unjoin",
    "unmark",
    "verify",
]
