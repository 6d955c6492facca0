"""The registry of this room."""

from liaison.kit.room import Room


class JournalRoom(Room):
    name = "liaison.journal"
    label = "journal"
