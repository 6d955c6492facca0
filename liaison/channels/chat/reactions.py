"""What chats do when something happens elsewhere."""

from liaison.channels.chat import actions, queries
from liaison.journal.registry import Happened, on
from liaison.kit.live.tell import nudge
from liaison.tickets.events import Looked, Moved, Replied


@on(Looked)
def tell_the_visitor_that_it_was_seen(happened: Happened) -> None:
    """When somebody of ours looked at a ticket, the visitor who talks on it has their page look, too."""
    chat = queries.running_on(happened.event.ticket_id)
    if chat is not None:
        nudge(chat.ref)


@on(Moved)
def ring_where_the_matter_lies(happened: Happened) -> None:
    """When a ticket is moved to another department, its chat rings there."""
    chat = queries.running_on(happened.event.ticket_id)
    if chat is not None:
        actions.moved(chat)


@on(Replied)
def serve_whom_was_answered(happened: Happened) -> None:
    """When somebody answers by another way, such as a mail to a visitor who left, that chat is answered, too."""
    chat = queries.running_on(happened.event.ticket_id)
    if chat is not None:
        actions.answered(chat.pk, message=happened.event.message_id)
