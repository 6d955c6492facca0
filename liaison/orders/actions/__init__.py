"""The only writers of this room's tables. They check the state, never permission."""

from liaison.orders.actions.changing import For, cancel, change_address, change_items, change_payment
from liaison.orders.actions.entering import enter_methods, enter_orders, enter_products, link, open_location
from liaison.orders.actions.giving import Back, Gift, amount_of, compensate, refund
from liaison.orders.actions.paying import Arrived, confirm_payment, move_overdue
from liaison.orders.actions.placing import Taken, place
from liaison.orders.actions.returning import (
    approve,
    ask_exchange,
    ask_return,
    inspect,
    receive,
    refuse,
    settle,
)

__all__ = [
    "Arrived",
    "Back",
    "For",
    "Gift",
    "Taken",
    "amount_of",
    "approve",
    "ask_exchange",
    "ask_return",
    "cancel",
    "change_address",
    "change_items",
    "change_payment",
    "compensate",
    "confirm_payment",
    "enter_methods",
    "enter_orders",
    "enter_products",
    "inspect",
    "link",
    "move_overdue",
    "open_location",
    "place",
    "receive",
    "refund",
    "refuse",
    "settle",
]
