"""What can be done with an order now, known before anybody asks: each button as done, waiting or refused, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise

from liaison.authority import catalogue
from liaison.authority.actions import preview
from liaison.authority.words import Done, Outcome, Refused, Subject, Waiting
from liaison.kit.actor import Actor
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand
from liaison.orders.forms import HANDLING, WISHES, Wish
from liaison.orders.models import Request

SAID_YES: Final = {"read_aloud": "…", "answered": "…"}
"""A button is drawn as if the customer had said yes to what is listed; that is asked once it is."""

LOOKS: Final[dict[type, str]] = {Done: "done", Waiting: "waiting", Refused: "refused"}


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A button. look: done, waiting, refused. why: for the representative. may: what would be allowed, or who may."""

    name: str
    label: str | Promise
    icon: str
    look: str
    why: str = ""
    may: str = ""


def offers(case: Case, *, ticket: int | None, by: Actor) -> Iterator[Offer]:
    """A button for each wish that can be had about this order, weighed for `by` in this conversation."""
    subject: Subject | None = None
    for name, form in WISHES.items():
        example = form.example(case)
        if example is None:
            continue
        command = wish(name, case, ticket=ticket, yes=SAID_YES if ticket else None, **example)
        subject = subject or command.subject(case, by=by)
        yield _offer(form, preview(command, by=by, subject=subject))


def steps(case: Case, request: Request, *, by: Actor) -> Iterator[Offer]:
    """A button for each step that what was asked for can take now, weighed for `by`."""
    for name, form in HANDLING.items():
        if request.state in form.at:
            made = wish(name, case, ticket=None, yes=None, request=request.pk)
            yield _offer(form, preview(made, by=by))


def wish(name: str, case: Case, *, ticket: int | None, yes: Any, **params: Any) -> OrderCommand:
    """A command on this order."""
    made = catalogue.make(name, {"order": case.order.pk, "ticket": ticket, "yes": yes, **params})
    assert isinstance(made, OrderCommand)
    return made


def _offer(form: type[Wish], outcome: Outcome) -> Offer:
    return Offer(
        name=form.asks.name,
        label=form.asks.label,
        icon=form.icon,
        look=LOOKS[type(outcome)],
        why=getattr(outcome, "reason", ""),
        may=getattr(outcome, "allowed", ""),
    )
