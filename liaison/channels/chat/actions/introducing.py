"""What a visitor says of themselves, in their customer's file."""

from django.db import transaction

from liaison.channels.chat.models import Chat
from liaison.channels.chat.words import Wish
from liaison.customers.actions import say


@transaction.atomic
def introduce(chat: int) -> None:
    """Write down the address and the number that the visitor of a chat gave; both are only said, so they prove nothing.

    Nothing for a visitor who is in no file yet, and none of what a site has signed: there it is proved.
    """
    found = Chat.objects.select_related("visitor").filter(pk=chat, visitor__customer__isnull=False).first()
    if found is None:
        return
    visitor = found.visitor
    given = {"email": "" if visitor.proved else visitor.address}
    if found.wish == Wish.CALL:
        given["phone"] = found.wish_to
    for kind, value in given.items():
        say(visitor.customer_id or 0, kind=kind, value=value)
