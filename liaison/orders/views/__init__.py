"""Pages about orders."""

from liaison.orders.views.file import beside, doing, file
from liaison.orders.views.goods import goods, product
from liaison.orders.views.returns import returns, steps
from liaison.orders.views.taking import take
from liaison.orders.views.waiting import waiting
from liaison.orders.views.wishing import ask, handle

__all__ = [
    "ask",
    "beside",
    "doing",
    "file",
    "goods",
    "handle",
    "product",
    "returns",
    "steps",
    "take",
    "waiting",
]
