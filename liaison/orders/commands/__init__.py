"""What others may ask to be done with an order."""

from liaison.orders.commands.changing import Cancel, ChangeAddress, ChangeItems, ChangePayment
from liaison.orders.commands.giving import Compensate, Refund
from liaison.orders.commands.paying import ConfirmPayment
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
from liaison.orders.commands.shops import (
    ChangeShop,
    CheckOutside,
    CloseShop,
    ConnectShop,
    RepeatOutside,
    SayOutsideDone,
    SayOutsideNotDone,
    TryShop,
)

__all__ = [
    "ApproveRequest",
    "Cancel",
    "ChangeAddress",
    "ChangeItems",
    "ChangePayment",
    "ChangeShop",
    "CheckOutside",
    "CloseShop",
    "Compensate",
    "ConfirmPayment",
    "ConnectShop",
    "Exchange",
    "InspectReturn",
    "Place",
    "Quote",
    "ReceiveReturn",
    "Refund",
    "RefuseRequest",
    "RepeatOutside",
    "Return",
    "SayOutsideDone",
    "SayOutsideNotDone",
    "SettleRequest",
    "TryShop",
]
