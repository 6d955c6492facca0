"""The registry of this room."""

from liaison.kit.room import Room


class OrdersRoom(Room):
    name = "liaison.orders"
    label = "orders"
