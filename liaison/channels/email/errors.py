"""What this channel refuses."""

from liaison.kit.errors import Refusal


class MailboxTaken(Refusal):
    """A mailbox with this address is already there."""
