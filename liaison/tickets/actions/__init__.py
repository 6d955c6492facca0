"""The only writers of tickets, messages and promises. They check the state, never the permission."""

from liaison.tickets.actions.assigning import assign
from liaison.tickets.actions.receiving import receive
from liaison.tickets.actions.replying import note, reply
from liaison.tickets.actions.resolving import resolve
from liaison.tickets.actions.sending import claim, fail, sent

__all__ = ["assign", "claim", "fail", "note", "receive", "reply", "resolve", "sent"]
