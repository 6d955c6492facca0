"""How a customer wants to be answered: they say so in a chat, on their own pages or in a form."""

from django.db import transaction

from liaison.customers.rules import normal
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.errors import NoWish
from liaison.tickets.models import Ticket
from liaison.tickets.words import Wish


def wished(wish: Wish, to: str) -> str:
    """The address or number as it is kept. Raises Invalid for one that is none of this way."""
    to = " ".join(to.split())[:320]
    if wish is Wish.MAIL:
        fits = "@" in to.strip("@")
    else:
        to = normal("phone", "+" + to[2:] if to.startswith("00") else to)
        fits = sum(letter.isdigit() for letter in to) >= 5
    if not fits:
        raise Invalid(field="to", problem=to)
    return to


@transaction.atomic
def wish_answer(ticket: Ticket, wish: Wish | None, to: str = "", *, by: Actor) -> None:
    """Keep how the customer wants to be answered; None for wherever they write from. The same again changes nothing.

    to: the address or number. Raises Invalid.
    """
    kept = {"wish": wish.value, "wish_to": wished(wish, to)} if wish else {"wish": "", "wish_to": ""}
    if kept == {"wish": ticket.wish, "wish_to": ticket.wish_to}:
        return
    swap(ticket, when={}, to=kept)
    if wish:
        record(events.AnswerWished(**ticket.facts, wish=wish.value), by=by)


@transaction.atomic
def meet_wish(ticket: Ticket, *, by: Actor) -> None:
    """They were reached as they wished, by a call that no part of the desk made. Raises NoWish."""
    wish = ticket.wish
    if not wish or not swap(ticket, when={"wish": wish}, to={"wish": "", "wish_to": ""}):
        raise NoWish
    record(events.WishMet(**ticket.facts, wish=wish), by=by)
