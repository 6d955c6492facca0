"""What can be taken in, and in which order."""

from graphlib import TopologicalSorter

from liaison.customers.actions.importing import CUSTOMERS, IDENTITIES
from liaison.customers.actions.importing_addresses import ADDRESSES
from liaison.kit.intake.words import Entity
from liaison.orders.actions import importing as orders
from liaison.tickets.actions import importing as tickets

ENTITIES: dict[str, Entity] = {
    one.name: one for one in (CUSTOMERS, IDENTITIES, ADDRESSES, *orders.ENTITIES, *tickets.ENTITIES)
}
"""By the word of mappings."""


def _in_order() -> tuple[str, ...]:
    """Each after whatever it refers to; among equals as they stand above."""
    return tuple(
        TopologicalSorter({name: sorted(one.after) for name, one in ENTITIES.items()}).static_order()
    )


ORDER: dict[str, int] = {name: at for at, name in enumerate(_in_order())}
