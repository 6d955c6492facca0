"""Taking in the tickets and messages of another system, many at once. The caller holds the transaction.

Nothing is acknowledged, promised, dispatched or told: the only entry is that of the batch.
"""

from liaison.tickets.actions.importing.matters import TICKETS
from liaison.tickets.actions.importing.said import MESSAGES

ENTITIES = (TICKETS, MESSAGES)

__all__ = ["ENTITIES"]
