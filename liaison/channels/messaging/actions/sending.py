"""What is written down of what leaves, and what is fetched of what came."""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from liaison.channels.messaging.models import Account, Declined, Part
from liaison.channels.messaging.troubles import told
from liaison.channels.messaging.words import Piece
from liaison.channels.registry import CHANNELS
from liaison.channels.words import Side
from liaison.files import actions as files
from liaison.kit.clock import now
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message
from liaison.tickets.words import Elsewhere, Enclosed

if TYPE_CHECKING:
    from liaison.channels.messaging.messenger import Messenger

AGAIN: Final = timedelta(days=1)


def messenger_of(account: Account) -> "Messenger":
    """The messenger of an account."""
    return cast("Messenger", CHANNELS[account.kind])


def handed(message: int, number: int, external_id: str) -> None:
    """The provider has this piece of a message: it is not handed over again. Committed at once.

    message: 0 for what lies on no ticket, such as a code that proves a number; nothing is kept of that.
    """
    if message:
        Part.objects.create(message_id=message, number=number, external_id=external_id)


def fetch(door: str, *, message: int, file: Elsewhere) -> None:
    """Fetch a file from the provider and put it to the words with which it came. Raises NotSent."""
    account = Account.objects.get(pk=int(door.partition(":")[2]))
    with told(account, Side.ACCOUNT):
        content = messenger_of(account).fetch(file, account)
    with transaction.atomic():
        kept = Enclosed(files.keep(content), file.name, file.type, len(content))
        tickets.enclose(Message.objects.select_related("ticket").get(pk=message), [kept])


def decline(account_id: int, peer: str) -> None:
    """Tell a group that nobody is answered there, unless it was told within a day. Raises NotSent."""
    account = Account.objects.get(pk=account_id)
    row, new = Declined.objects.get_or_create(account=account, peer=peer[:200], defaults={"at": now()})
    if not new and now() - row.at < AGAIN:
        return
    Declined.objects.filter(pk=row.pk).update(at=now())
    words = _("We cannot answer in groups. Please write to us directly, and we will gladly help you.")
    messenger_of(account).hand(Piece(key=f"group.{peer}", to=peer, text=words), account)


def fetch_later(door: str, message: int, file: Elsewhere) -> None:
    """Have a file fetched once this transaction is committed."""
    app.configure_task("messaging.fetch").defer(door=door, message=message, file=asdict(file))


def decline_later(account: int, peer: str) -> None:
    """Have a group told once this transaction is committed."""
    app.configure_task("messaging.decline").defer(account=account, peer=peer)
