"""How the rooms below learn in which conversation something is asked for."""

from typing import Final

from liaison.authority.queries import extent_of
from liaison.customers.conversations import Conversation, register
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.errors import NotFound
from liaison.tickets.queries.finding import SEE

_READ: Final = """
SELECT t.department_id, t.customer_id, t.account_id, coalesce(last.channel, t.channel), last.contact_id, t.held
FROM tickets_ticket t LEFT JOIN LATERAL (
  SELECT channel, contact_id FROM tickets_message m WHERE m.ticket_id = t.id AND m.direction = 'in'
  ORDER BY m.id DESC LIMIT 1) last ON true
WHERE t.id = %(ticket)s::bigint
"""
_THEIRS: Final = """
SELECT 1 FROM tickets_message WHERE id = %(message)s::bigint AND ticket_id = %(ticket)s::bigint
AND direction = 'in' AND NOT aside AND deleted_at IS NULL
"""


class TicketConversations:
    """Conversations as tickets keep them."""

    def read(self, ticket: int, *, for_: Actor) -> Conversation:
        """The conversation on a ticket. Raises NotFound to a stranger."""
        found = ask(_READ, {"ticket": ticket})
        if not found or not extent_of(SEE, by=for_).covers(found[0][0]):
            raise NotFound
        department, customer, account, channel, contact, held = found[0]
        return Conversation(
            ticket=ticket,
            department=department,
            channel=channel,
            contact=contact,
            customer=customer,
            account=account,
            held=held,
        )

    def is_theirs(self, message: int, *, ticket: int) -> bool:
        """Whether the customer said this message on this ticket."""
        return bool(ask(_THEIRS, {"message": message, "ticket": ticket}))


register(TicketConversations())
