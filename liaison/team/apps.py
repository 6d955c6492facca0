"""The registry of this room."""

from liaison.kit.room import Room


class TeamRoom(Room):
    name = "liaison.team"
    label = "team"
