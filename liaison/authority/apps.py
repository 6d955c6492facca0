"""The registry of this room."""

from liaison.kit.room import Room


class AuthorityRoom(Room):
    name = "liaison.authority"
    label = "authority"
