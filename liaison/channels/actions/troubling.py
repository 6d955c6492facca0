"""Writing down what does not work at a door, so that every process can tell people, and that it works again."""

from datetime import datetime, timedelta

from django.db import transaction

from liaison.channels.models import Trouble
from liaison.channels.words import Side
from liaison.kit.clock import now
from liaison.kit.live.tell import nudge


def report(
    door: str,
    side: Side,
    *,
    why: str = "",
    sign_in: bool = False,
    patience: timedelta = timedelta(),
    since: datetime | None = None,
) -> None:
    """Write down that one side of a door does not work; since when is kept from the first time.

    why: a kept sentence. patience: how long it may last before people are told.
    """
    seen = {"why": why, "sign_in": sign_in, "patience": patience, "told_at": now()}
    with transaction.atomic():
        _, new = Trouble.objects.update_or_create(
            door=door, side=side, defaults=seen, create_defaults=seen | {"since": since or now()}
        )
    if new and not patience:
        nudge("health")


def forget(door: str, side: Side, *, untold_for: timedelta) -> None:
    """Leave out what nobody has met for so long: nothing is tried there any more."""
    found = Trouble.objects.filter(door=door, side=side, told_at__lt=now() - untold_for)
    if found.exists():
        clear(door, side)


def clear(door: str, *sides: Side) -> None:
    """It works: on these sides, or at this door at all."""
    found = Trouble.objects.filter(door=door)
    gone, _ = (found.filter(side__in=sides) if sides else found).delete()
    if gone:
        nudge("health")
