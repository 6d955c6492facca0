"""Telling whoever handed a form in that it came in: with the number, and with a way to follow it."""

import logging
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from liaison.channels.form.models import Form
from liaison.channels.queries import was_answered_by_itself
from liaison.channels.registry import link_to
from liaison.kit.errors import Refusal
from liaison.tickets import actions as tickets
from liaison.tickets.models import Ticket
from liaison.tickets.registry import is_ours
from liaison.tickets.words import Address, Received

log = logging.getLogger(__name__)
# Anybody can type anybody's address into a form: nobody shall get more than this from us by a stranger's hand.
ONE_WITHIN: Final = timedelta(minutes=10)
A_DAY: Final = 5


def thank(form: Form, received: Received, *, to: str, language: str) -> None:
    """Send the number of a new ticket to the address that was given, if the form says so and the budget lets it.

    Nothing of what was typed stands in it: it would carry a stranger's words to whomever they name.
    """
    if not form.acknowledges or not received.new or not to or is_ours(to):
        return
    ticket = Ticket.objects.select_related("department__brand").get(pk=received.ticket)
    if was_answered_by_itself(ticket.customer_id, within=ONE_WITHIN, most=A_DAY):
        return
    language = language if language in dict(settings.LANGUAGES) else form.brand.language
    with translation.override(language):
        subject, text = _("We have received your message"), _words(ticket)
    try:
        with transaction.atomic():
            tickets.acknowledge(ticket, text, subject=f"{subject} ({ticket.number})", to=[Address(to)])
    except Refusal as no:
        log.info("ticket %s is not acknowledged: %s", ticket.pk, no)


def _words(ticket: Ticket) -> str:
    said = [
        _("Hello,"),
        _("we have received your message. Its number is %(number)s.") % {"number": ticket.number},
    ]
    if link := link_to(ticket):
        said.append(_("Here you can follow it and add something:"))
        said.append(link)
    said.append(_("Or simply answer this mail."))
    return "\n\n".join([*said, ticket.department.brand.name])
