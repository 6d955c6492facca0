"""Keep, read, hand over; and on the way out claim, send, tell."""

from liaison.channels.actions.keeping import arrived, keep
from liaison.channels.actions.reading import read_waiting
from liaison.channels.actions.sending import send_due

__all__ = ["arrived", "keep", "read_waiting", "send_due"]
