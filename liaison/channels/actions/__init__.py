"""Keep, read, hand over; and on the way out claim, send, tell."""

from liaison.channels.actions.keeping import arrived, keep, keep_all, urged
from liaison.channels.actions.reading import AT_ONCE, read_waiting
from liaison.channels.actions.sending import alone, claim_due, hand_over, next_due, see_off, send_due
from liaison.channels.actions.tray import read_again, redact_parcel
from liaison.channels.actions.troubling import clear, forget, report

__all__ = [
    "AT_ONCE",
    "alone",
    "arrived",
    "claim_due",
    "clear",
    "forget",
    "hand_over",
    "keep",
    "keep_all",
    "next_due",
    "read_again",
    "read_waiting",
    "redact_parcel",
    "report",
    "see_off",
    "send_due",
    "urged",
]
