"""Addresses under which a provider fetches a file that leaves: signed, for one file, for a day."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing

from liaison.channels.messaging.models import Account
from liaison.kit.errors import NotFound
from liaison.tickets.words import Enclosed

SALT: Final = "messaging.file"
VALID: Final = timedelta(days=1)


def link_to(file: Enclosed, account: Account) -> str:
    """The address of a file for the provider of an account; empty when the desk has no address of its own."""
    if not settings.LIAISON["URL"]:
        return ""
    token = signing.dumps([account.key, file.sha256, file.name, file.type], salt=SALT)
    return f"{settings.LIAISON['URL'].rstrip('/')}/hooks/{account.kind}/{account.key}/files/{token}/"


def file_behind(token: str, *, key: str) -> tuple[str, str, str]:
    """The SHA-256, name and type of the file behind an address of an account. Raises NotFound for any other address."""
    try:
        owner, sha256, name, type_ = signing.loads(token, salt=SALT, max_age=VALID)
    except (signing.BadSignature, ValueError) as wrong:
        raise NotFound from wrong
    if owner != key:
        raise NotFound
    return sha256, name, type_
