"""What this channel refuses."""

from liaison.kit.errors import Refusal


class MailboxTaken(Refusal):
    """A mailbox with this address is already there."""


class MailboxClosed(Refusal):
    """This mailbox is closed."""


class NotAnAddress(Refusal):
    """%(address)s is not an e-mail address."""


class NoFolderToMoveTo(Refusal):
    """Say to which folder the mails are to be moved."""


class ImapPasswordNeeded(Refusal):
    """Enter the IMAP password again: the one that is kept was given for another server, user or security."""


class SmtpPasswordNeeded(Refusal):
    """Enter the SMTP password again: the one that is kept was given for another server, user or security."""


class SettingNotUnderstood(Refusal):
    """The setting LIAISON_OUTGOING_SMTP cannot be understood: %(problem)s"""
