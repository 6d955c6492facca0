"""Our own token: the Message-ID of whatever we send names its message, and only we can have made it.

It is found again in References and In-Reply-To even when the id itself was never stored: the desk may have been
killed between handing a message over and writing down that it had.
"""

import re
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "liaison.email.token"
SIGNS = 20  # Hexadecimal digits: 80 bits cannot be guessed by sending mails.
_OURS = re.compile(r"^liaison\.(\d{1,18})\.(\d{1,18})\.([0-9a-f]{20})@", re.IGNORECASE)


def message_id(key: str, *, domain: str) -> str:
    """Return the Message-ID (without brackets) of the message with this key, `ticket.message`; always the same.

    A key `ticket.0` names the ticket alone.
    """
    return f"liaison.{key}.{_seal(key)}@{domain}"


def find_token(ids: Iterable[str]) -> tuple[int, int | None] | None:
    """Return (ticket id, message id) from the first id that we made; an id with a false seal is nobody's."""
    for one in ids:
        found = _OURS.match(one.strip().strip("<>"))
        if found and constant_time_compare(_seal(f"{found[1]}.{found[2]}"), found[3].lower()):
            return int(found[1]), int(found[2]) or None
    return None


def is_ours(one: str) -> bool:
    """Whether we made this id."""
    return find_token([one]) is not None


def _seal(key: str) -> str:
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()[:SIGNS]
