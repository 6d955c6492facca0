"""The registry of this room."""

from liaison.kit.room import Room


class EmailRoom(Room):
    name = "liaison.channels.email"
    label = "email"
