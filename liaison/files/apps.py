"""The registry of this room."""

from liaison.kit.room import Room


class FilesRoom(Room):
    name = "liaison.files"
    label = "files"
