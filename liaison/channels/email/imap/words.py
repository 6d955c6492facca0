"""Why a mailbox cannot be read, in words people understand."""

import ssl

from liaison.channels.email.connecting import NoStartTls
from liaison.channels.email.imap.connection import SignInRefused
from liaison.channels.email.imap.session import NoFolder
from liaison.kit.errors import Refusal
from liaison.kit.sayings import say as _


def why_not(failure: Exception) -> str:
    """Say what a failure means."""
    match failure:
        case Refusal():
            return failure.kept
        case SignInRefused():
            return _("The IMAP server does not accept the user name or password of this mailbox.")
        case NoFolder():
            return _("There is no folder called %(folder)s.", folder=failure)
        case NoStartTls():
            return _("The IMAP server does not offer STARTTLS.")
        case ssl.SSLError():
            return _no_tls(failure)
    return _unreachable(failure)


def _no_tls(failure: ssl.SSLError) -> str:
    if isinstance(failure, ssl.SSLCertVerificationError):
        answer = failure.verify_message
        return _("The certificate of the IMAP server cannot be trusted (%(answer)s).", answer=answer)
    return _("The IMAP server does not speak TLS at this port.")


def _unreachable(failure: Exception) -> str:
    match failure:
        case TimeoutError():
            return _("The IMAP server does not answer.")
        case ConnectionRefusedError():
            return _("The IMAP server refuses the connection.")
    return _("The connection to the IMAP server broke off (%(answer)s).", answer=str(failure)[:200])
