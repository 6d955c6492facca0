"""What a visitor says of themselves, in their customer's file."""

from django.db import transaction

from liaison.channels.chat.models import Chat
from liaison.customers.actions import say
from liaison.kit.actor import Plain
from liaison.tickets.actions import wish_answer
from liaison.tickets.models import Ticket
from liaison.tickets.words import Wish


@transaction.atomic
def introduce(chat: int) -> None:
    """Write down how the visitor of a chat wants to be answered, and the address and the number that they gave; both
    are only said, so they prove nothing.

    No address for a visitor who is in no file yet, and none of what a site has signed: there it is proved.
    """
    found = Chat.objects.select_related("visitor").filter(pk=chat).first()
    if found and found.wish and found.ticket_id:
        ticket = Ticket.objects.select_for_update().get(pk=found.ticket_id)
        wish_answer(ticket, Wish(found.wish), found.wish_to, by=Plain(found.visitor.ref))
    if found is None or found.visitor.customer_id is None:
        return
    visitor = found.visitor
    given = {"email": "" if visitor.proved else visitor.address}
    if found.wish == Wish.CALL:
        given["phone"] = found.wish_to
    for kind, value in given.items():
        say(visitor.customer_id or 0, kind=kind, value=value)
