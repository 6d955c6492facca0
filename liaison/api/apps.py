"""The registry of this room."""

from liaison.kit.room import Room


class ApiRoom(Room):
    name = "liaison.api"
    label = "api"
