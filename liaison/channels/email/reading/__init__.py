"""The reader of mails: from raw bytes to plain values, without a database and without ever failing."""

from liaison.channels.email.reading.read import read_mail
from liaison.channels.email.reading.words import Address, Attachment, AutoKind, Bounce, Mail, Security

__all__ = ["Address", "Attachment", "AutoKind", "Bounce", "Mail", "Security", "read_mail"]
