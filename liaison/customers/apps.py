"""The registry of this room."""

from liaison.kit.room import Room


class CustomersRoom(Room):
    name = "liaison.customers"
    label = "customers"
