"""Mail that no person wrote to us: bounces, automatic answers, lists, receipts, notifications."""

from liaison.channels.email.reading.automatic.bounces import read_bounce
from liaison.channels.email.reading.automatic.kinds import kind_of, refuses_auto_answers

__all__ = ["kind_of", "read_bounce", "refuses_auto_answers"]
