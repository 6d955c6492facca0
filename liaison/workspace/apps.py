"""The registry of this room."""

from importlib import import_module

from liaison.kit.room import Room


class WorkspaceRoom(Room):
    name = "liaison.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Besides what every room does, name the parts of the desk."""
        super().ready()
        import_module("liaison.workspace.configuration.parts").name_them()
