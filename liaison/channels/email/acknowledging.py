"""Telling whoever wrote that it came in: with the number, and with an honest time."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liaison.channels.email import loops
from liaison.channels.email.queries import box_of
from liaison.channels.email.rules import is_nobody
from liaison.channels.queries import was_answered_by_itself
from liaison.channels.registry import link_to
from liaison.kit.errors import Refusal
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message, Ticket
from liaison.tickets.registry import is_ours
from liaison.tickets.words import Arrival, Direction, Received

log = logging.getLogger(__name__)
# The answer budget of a sender: a machine that answers us without saying that it is one gets no more than this.
ONE_WITHIN: Final = timedelta(hours=4)
A_DAY: Final = 3


def after(arrival: Arrival, received: Received) -> None:
    """Acknowledge a mail that began a matter, if its department wishes so and no loop can feed on it.

    A report that one of ours arrived is written down on that message.
    """
    if not received.new:
        _mark_delivered(arrival)
        return
    loops.remember(arrival.sender.address, ticket=received.ticket, subject=arrival.subject)
    if arrival.quiet or arrival.auto_kind or arrival.failed or not arrival.sender.address:
        return
    if not box_of(arrival.door).acknowledges:
        return
    ticket = Ticket.objects.select_related("department__brand").get(pk=received.ticket)
    if not _may_answer(arrival, ticket):
        return
    try:
        with transaction.atomic():
            # To another address than the sender's goes no way in: it is not proved to be theirs.
            link = "" if arrival.reply_to else link_to(ticket)
            tickets.acknowledge(ticket, words(ticket, language=arrival.language, link=link))
    except Refusal as no:
        log.info("ticket %s is not acknowledged: %s", ticket.pk, no)


def _mark_delivered(arrival: Arrival) -> None:
    if arrival.auto_kind in {"delivered", "read-receipt"} and arrival.token and arrival.token[1]:
        message = Message.objects.filter(pk=arrival.token[1], direction=Direction.OUT).first()
        if message is not None:
            tickets.delivered(message)


def _may_answer(arrival: Arrival, ticket: Ticket) -> bool:
    """Whether the address to which the answer would go may have one, and its budget is not used up."""
    to = arrival.reply_to[0].address if arrival.reply_to else arrival.sender.address
    if is_nobody(to) or is_ours(to):
        return False
    return not was_answered_by_itself(ticket.customer_id, within=ONE_WITHIN, most=A_DAY)


def words(ticket: Ticket, *, language: str, link: str = "") -> str:
    """What the acknowledgement says, in the customer's language if it is one of ours, else in the brand's.

    link: at which the ticket is followed, empty for none.
    """
    brand = ticket.department.brand
    known = dict(settings.LANGUAGES)
    with translation.override(language if language in known else brand.language):
        said = [
            _("Hello,"),
            _("we have received your message. Its number is %(number)s.") % {"number": ticket.number},
        ]
        if ticket.department.answers_within:
            said.append(_when(ticket.department.answers_within))
        said.append(_("If you want to add something, simply answer this mail."))
        if link:
            said += [_("You can also follow it here:"), link]
        return "\n\n".join([*said, brand.name])


def _when(within: timedelta) -> str:
    """The honest time, in days from two days on, else in hours."""
    hours = max(1, round(within.total_seconds() / 3600))
    if hours >= 48:
        days = round(hours / 24)
        said = ngettext(
            "A person will answer you within %(count)s day.",
            "A person will answer you within %(count)s days.",
            days,
        )
        return said % {"count": days}
    said = ngettext(
        "A person will answer you within %(count)s hour.",
        "A person will answer you within %(count)s hours.",
        hours,
    )
    return said % {"count": hours}
