"""The signed link by which one ticket is followed: whoever has it sees that ticket as its customer does."""

from typing import Final

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from liaison.channels.registry import linker
from liaison.kit import public
from liaison.kit.clock import now
from liaison.portal import rules
from liaison.portal.errors import LinkOver
from liaison.tickets.models import Ticket

_SALT: Final = "liaison.portal.follow"


@linker
def link_for(ticket: Ticket) -> str:
    """The address at which its customer follows a ticket; empty for one that is nobody's."""
    if ticket.customer_id is None:
        return ""
    return public.address() + reverse(
        "portal-follow", args=[token_for(ticket.pk, customer=ticket.customer_id)]
    )


def token_for(ticket: int, *, customer: int) -> str:
    """What the link carries."""
    return _signer().sign(f"{ticket}.{customer}.{int(now().timestamp())}")


def opened(token: str) -> tuple[int, int]:
    """The ticket and the customer of a link. Raises LinkOver for one that has run out or that we did not make."""
    try:
        ticket, customer, at = (int(part) for part in _signer().unsign(token).split("."))
    except (BadSignature, ValueError):
        raise LinkOver from None
    if now().timestamp() - at > rules.FOLLOW.total_seconds():
        raise LinkOver
    return ticket, customer


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")
