"""What shows that an account does not work: told to everybody until it works again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from liaison.channels import actions
from liaison.channels.messaging.models import Account
from liaison.channels.words import NotSent, Side

# A provider that is away for a moment, or asks us to be slower, is daily life; a token that is void is not.
PATIENCE: Final = timedelta(minutes=10)


@contextmanager
def told(account: Account, *works: Side) -> Iterator[None]:
    """Do something at the provider. What goes wrong is told if it concerns the whole account, and raised.

    works: the sides which are known to work when nothing goes wrong; what has no side of its own is told of the first.
    """
    try:
        yield
    except NotSent as no:
        if no.side is not None:
            tell(account, no, side=works[0] if no.side is Side.OUT else no.side)
        raise
    actions.clear(account.door, *works)


def tell(account: Account, no: NotSent, *, side: Side) -> None:
    """Write down that a side of an account does not work."""
    patience = timedelta() if no.side in (Side.ACCOUNT, Side.IN) else PATIENCE
    actions.report(account.door, side, why=no.why, sign_in=no.side is Side.ACCOUNT, patience=patience)
