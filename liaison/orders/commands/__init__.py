"""What others may ask to be done with an order."""

from liaison.orders.commands.changing import Cancel, ChangeAddress, ChangeItems, ChangePayment
from liaison.orders.commands.giving import Compensate, Refund
from liaison.orders.commands.returning import (
    ApproveRequest,
    Exchange,
    InspectReturn,
    ReceiveReturn,
    RefuseRequest,
    Return,
    SettleRequest,
)
from liaison.orders.commands.selling import Place, Quote

__all__ = [
    "ApproveRequest",
    "Cancel",
    "ChangeAddress",
    "ChangeItems",
    "ChangePayment",
    "Compensate",
    "Exchange",
    "InspectReturn",
    "Place",
    "Quote",
    "ReceiveReturn",
    "Refund",
    "RefuseRequest",
    "Return",
    "SettleRequest",
]
