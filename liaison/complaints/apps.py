"""The registry of this room."""

from liaison.kit.room import Room


class ComplaintsRoom(Room):
    name = "liaison.complaints"
    label = "complaints"
