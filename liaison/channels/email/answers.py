"""What the answers of a server for outgoing mail mean, in words people understand."""

import re
import smtplib
import ssl
from collections.abc import Mapping

from liaison.channels.email.connecting import NoStartTls
from liaison.channels.words import NotSent
from liaison.kit.errors import Refusal
from liaison.kit.sayings import say as _
from liaison.kit.sayings import together

_ENHANCED = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})\b")
_UNKNOWN = {"1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "4.4"}
_FULL = {"2.2"}


class BrokenOff(Exception):
    """The connection broke after the whole mail was given and before the server said that it has it."""


def not_sent(failure: Exception) -> NotSent:
    """What a failure of the conversation means, and whether trying again could help."""
    match failure:
        case BrokenOff():
            return NotSent(
                _(
                    "The connection broke off at the last moment: the message may or may not have arrived. "
                    "It is sent again under the same id."
                ),
                for_good=False,
            )
        case smtplib.SMTPRecipientsRefused():
            return refused(failure.recipients, others=False)
        case smtplib.SMTPAuthenticationError():
            return NotSent(
                _("The server for outgoing mail does not accept the user name or password of this mailbox."),
                for_good=False,
            )
        case (
            smtplib.SMTPSenderRefused()
            | smtplib.SMTPDataError()
            | smtplib.SMTPConnectError()
            | smtplib.SMTPHeloError()
        ):
            return _answered(failure)
        case Refusal():
            return NotSent(failure.kept, for_good=False)
        case smtplib.SMTPNotSupportedError():
            return NotSent(
                _("The server for outgoing mail cannot do what this message needs: %(what)s", what=failure),
                for_good=True,
            )
    return _unreachable(failure)


def refused(answers: Mapping[str, tuple[int, bytes]], *, others: bool) -> NotSent:
    """Some addresses were refused. others: the message reached the remaining ones, so it is not tried again."""
    said = [_address_refused(address, code, _plain(answer)) for address, (code, answer) in answers.items()]
    if others:
        said.append(_("All the other receivers have it."))
    for_good = others or any(code >= 500 for code, _answer in answers.values())
    return NotSent(together(*said), for_good=for_good)


def _address_refused(address: str, code: int, answer: str) -> str:
    known = {"address": address, "answer": answer}
    enhanced = _enhanced(answer)
    if code < 500:
        return _("The server of %(address)s takes no mail at the moment (“%(answer)s”).", **known)
    if enhanced in _FULL:
        return _("The mailbox of %(address)s is full (“%(answer)s”).", **known)
    if enhanced in _UNKNOWN or (not enhanced and code in {550, 551, 553}):
        return _("The address %(address)s does not exist (“%(answer)s”).", **known)
    return _("The server refused the address %(address)s (“%(answer)s”).", **known)


def _answered(failure: smtplib.SMTPResponseException) -> NotSent:
    answer = _plain(failure.smtp_error)
    known = {"answer": answer}
    if failure.smtp_code < 500:
        return NotSent(_("The server takes no mail at the moment (“%(answer)s”).", **known), for_good=False)
    if isinstance(failure, smtplib.SMTPSenderRefused):
        return NotSent(
            _("The server does not let us send under this address (“%(answer)s”).", **known), for_good=True
        )
    if failure.smtp_code == 552 or _enhanced(answer) == "3.4":
        return NotSent(
            _("The message with its files is too large for the server (“%(answer)s”).", **known),
            for_good=True,
        )
    return NotSent(_("The server refused the message (“%(answer)s”).", **known), for_good=True)


def _unreachable(failure: Exception) -> NotSent:
    if isinstance(failure, ssl.SSLCertVerificationError):
        answer = failure.verify_message
        why = _(
            "The certificate of the server for outgoing mail cannot be trusted (%(answer)s).", answer=answer
        )
    elif isinstance(failure, ssl.SSLError):
        why = _("The server for outgoing mail does not speak TLS at this port.")
    elif isinstance(failure, NoStartTls):
        why = _("The server for outgoing mail does not offer STARTTLS.")
    elif isinstance(failure, TimeoutError):
        why = _("The server for outgoing mail does not answer.")
    elif isinstance(failure, ConnectionRefusedError):
        why = _("The server for outgoing mail refuses the connection.")
    else:
        why = _(
            "The connection to the server for outgoing mail broke off (%(answer)s).",
            answer=str(failure)[:200],
        )
    return NotSent(why, for_good=False)


def _enhanced(answer: str) -> str:
    """The subject and detail of an enhanced status code (RFC 3463), `1.1` of `5.1.1`."""
    found = _ENHANCED.match(answer)
    return f"{found[2]}.{found[3]}" if found else ""


def _plain(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:300]
