"""Pages about orders."""

from liaison.orders.views.file import doing, file
from liaison.orders.views.wishing import ask

__all__ = ["ask", "doing", "file"]
