"""Taking in what another system knows of goods, orders and money, many rows at once.

The caller holds the transaction.
"""

from liaison.orders.actions.importing.goods import PRODUCTS, VARIANTS
from liaison.orders.actions.importing.paid import METHODS, PAYMENTS
from liaison.orders.actions.importing.parts import CHARGES, FULFILMENTS, LINES
from liaison.orders.actions.importing.placed import ORDERS

ENTITIES = (PRODUCTS, VARIANTS, METHODS, ORDERS, LINES, CHARGES, FULFILMENTS, PAYMENTS)

__all__ = ["ENTITIES"]
