"""The registry of this room."""

from liaison.kit.room import Room


class RoutingRoom(Room):
    name = "liaison.routing"
    label = "routing"
