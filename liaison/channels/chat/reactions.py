"""What chats do when something happens elsewhere."""

from liaison.channels.chat import queries
from liaison.journal.registry import Happened, on
from liaison.kit.live.tell import nudge
from liaison.tickets.events import Looked


@on(Looked)
def tell_the_visitor_that_it_was_seen(happened: Happened) -> None:
    """When somebody of ours looked at a ticket, the visitor who talks on it has their page look, too."""
    chat = queries.running_on(happened.event.ticket_id)
    if chat is not None:
        nudge(chat.ref)
