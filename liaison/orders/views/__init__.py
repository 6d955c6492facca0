"""Pages about orders."""

from liaison.orders.views.file import beside, doing, file
from liaison.orders.views.wishing import ask

__all__ = ["ask", "beside", "doing", "file"]
