"""The registry of this room."""

from liaison.kit.room import Room


class WorkspaceRoom(Room):
    name = "liaison.workspace"
    label = "workspace"
