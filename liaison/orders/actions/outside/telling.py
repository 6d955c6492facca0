"""What a person says of an action of which nobody knows what became of it."""

from django.db import transaction

from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.kit.sayings import say
from liaison.orders.actions.outside.ending import fail, finish
from liaison.orders.actions.waking import wake
from liaison.orders.errors import NothingOpen, NotToBeRepeated
from liaison.orders.models import OutsideAction
from liaison.orders.words import Outside


@transaction.atomic
def check_now(action: OutsideAction) -> None:
    """Have the shop be asked at once, or have it be sent at once what waits to be sent. Raises NothingOpen, …"""
    _must_wait(action)
    swap(action, when={"state": action.state}, to={"due_at": now()})
    wake()


@transaction.atomic
def repeat(action: OutsideAction) -> None:
    """Have it be sent once more, under the same key: somebody looked and saw that it was not done.

    Raises NothingOpen, NotToBeRepeated while it is being sent.
    """
    _must_wait(action)
    at = now()
    again = {"state": Outside.ASKED, "due_at": at, "moved_at": at, "open_since": None, "tries": 0}
    swap(action, when={"state": action.state}, to=again)
    wake()


def say_done(action: OutsideAction) -> None:
    """Somebody looked and saw that it was done: our copy follows. Raises NothingOpen, NotToBeRepeated."""
    _must_wait(action)
    if not finish(action, checked=True):
        raise NothingOpen


def say_not_done(action: OutsideAction) -> None:
    """Somebody looked and saw that it was not done, and it shall not be. Raises NothingOpen, NotToBeRepeated."""
    _must_wait(action)
    if not fail(action, why=say("Somebody looked in the shop: it was not done.")):
        raise NothingOpen


def _must_wait(action: OutsideAction) -> None:
    """Nothing is said of what is being sent at this moment: the shop itself is about to say it."""
    if action.state == Outside.DOING:
        raise NotToBeRepeated
    if not action.is_open:
        raise NothingOpen
