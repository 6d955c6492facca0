"""Finding out whether accounts work: each is asked for its name now and then, before anybody has to send by it."""

import logging
from datetime import timedelta
from typing import Final

from liaison.channels import actions
from liaison.channels.messaging.actions.sending import messenger_of
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.troubles import tell, told
from liaison.channels.registry import CHANNELS
from liaison.channels.words import NotSent, Side

log = logging.getLogger(__name__)
FORGOTTEN: Final = timedelta(days=1)


def check_accounts() -> None:
    """Look at every open account; what does not work there is told to everybody, and taken back when it works."""
    for account in Account.objects.filter(closed_at=None, kind__in=list(CHANNELS)).order_by("pk"):
        actions.forget(account.door, Side.OUT, untold_for=FORGOTTEN)
        if messenger_of(account).can_be_asked:
            try:
                _check(account)
            except Exception:  # One account whose answers nobody understands must not hide the others.
                log.exception("account %s could not be checked", account.pk)


def _check(account: Account) -> None:
    messenger = messenger_of(account)
    try:
        with told(account, Side.ACCOUNT):
            messenger.name_there(account)
        messenger.listens(account, messenger.address_of(account))
    except NotSent as no:
        if no.side is Side.IN:
            tell(account, no, side=Side.IN)
    else:
        actions.clear(account.door, Side.IN)


def try_account(account: Account) -> str:
    """Ask the provider who we are, and tell it our address where it can be told. Return what it calls us.

    Raises NotSent.
    """
    messenger = messenger_of(account)
    with told(account, Side.ACCOUNT, Side.IN):
        return messenger.connect(account, messenger.address_of(account))
