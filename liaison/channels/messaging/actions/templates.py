"""Texts which a provider has approved: brought here, and sent with their places filled in."""

from django.db import transaction

from liaison.channels.messaging.actions.sending import messenger_of
from liaison.channels.messaging.errors import NotATemplate, PlacesLeft
from liaison.channels.messaging.models import Account, Template, Use
from liaison.channels.messaging.rules import filled, places_in
from liaison.kit.actor import Actor
from liaison.tickets import actions as tickets
from liaison.tickets.models import Message, Ticket


def bring_templates(account: Account) -> int:
    """Bring the approved texts of an account from its provider; return how many there are. Raises NotSent."""
    offered = messenger_of(account).offers(account)
    with transaction.atomic():
        Template.objects.filter(account=account).delete()
        Template.objects.bulk_create(
            Template(account=account, name=one.name[:200], language=one.language[:20], body=one.body)
            for one in offered
        )
    return len(offered)


@transaction.atomic
def send_template(ticket: Ticket, template: Template, values: list[str], *, by: Actor) -> Message:
    """Answer the customer with an approved text. values: for its places, in order.

    Raises NotATemplate when it belongs to another account than the ticket's, PlacesLeft.
    """
    if template.account.door != ticket.door:
        raise NotATemplate
    places = places_in(template.body)
    if len(values) != len(places) or not all(value.strip() for value in values):
        raise PlacesLeft(count=len(places))
    message = tickets.reply(ticket, filled(template.body, values), by=by, approved=True)
    Use.objects.create(message=message, name=template.name, language=template.language, values=values)
    return message
