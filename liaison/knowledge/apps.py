"""The registry of this room."""

from liaison.kit.room import Room


class KnowledgeRoom(Room):
    name = "liaison.knowledge"
    label = "knowledge"
