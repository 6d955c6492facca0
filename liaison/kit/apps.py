"""The registry of this room."""

from liaison.kit.room import Room


class KitRoom(Room):
    name = "liaison.kit"
    label = "kit"
