"""The registry of this room."""

from liaison.kit.room import Room


class TicketsRoom(Room):
    name = "liaison.tickets"
    label = "tickets"
