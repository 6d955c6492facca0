"""While somebody else is asked: what may be given at once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from liaison.authority.actions.gate import preview
from liaison.authority.words import Command, Done, Subject
from liaison.kit.actor import Actor
from liaison.kit.money import Money, major, minor


def most_allowed(command: Command, *, by: Actor, subject: Subject) -> Money | None:
    """The greatest amount below the one asked for which needs no release; None where there is none.

    Found by asking the gate itself about halves of halves, so that no rule has to be understood here; what is told was
    asked for exactly.
    """
    asked, given = getattr(command, "amount", None), command.spends(subject)
    if not isinstance(asked, Decimal) or len(given) != 1:
        return None
    currency = given[0].currency
    allowed, refused = 0, minor(asked, currency)
    while refused - allowed > 1:
        middle = (allowed + refused) // 2
        if _is_allowed(command, major(middle, currency), by=by, subject=subject):
            allowed = middle
        else:
            refused = middle
    return Money(major(allowed, currency), currency) if allowed else None


def _is_allowed(command: Any, amount: Decimal, *, by: Actor, subject: Subject) -> bool:
    return isinstance(preview(replace(command, amount=amount), by=by, subject=subject), Done)
