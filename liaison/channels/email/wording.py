"""The words of a mail that leaves: what was written, the signature, and the quotation if it is wanted."""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from liaison.channels.words import Outgoing

MAX_QUOTED = 20_000  # Characters; the customer has the rest.


def body(outgoing: Outgoing, *, quote: bool) -> str:
    """Return the plain text of the mail. quote: whether what the customer wrote last stands below."""
    parts = [_plain(outgoing.text).rstrip()]
    if outgoing.signature and not outgoing.auto:
        # Two dashes and a space: by this line programs know a signature and leave it out of their quotations.
        parts.append("-- \n" + _plain(outgoing.signature).strip())
    if quote and outgoing.answered and not outgoing.auto:
        parts.append(_quotation(outgoing))
    return "\n\n".join(parts) + "\n"


def _quotation(outgoing: Outgoing) -> str:
    assert outgoing.answered
    with translation.override(outgoing.language if outgoing.language in dict(settings.LANGUAGES) else None):
        known = {
            "date": date_format(localtime(outgoing.answered.at), "SHORT_DATETIME_FORMAT"),
            "name": outgoing.answered.name or outgoing.answered.address,
        }
        head = _("On %(date)s, %(name)s wrote:") % known
    lines = _plain(outgoing.answered.text[:MAX_QUOTED]).rstrip().split("\n")
    return "\n".join([head, *(f">{line}" if line.startswith(">") else f"> {line}" for line in lines)])


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
