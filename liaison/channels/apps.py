"""The registry of this room."""

from importlib import import_module

from liaison.kit.room import Room


class ChannelsRoom(Room):
    name = "liaison.channels"
    label = "channels"

    def ready(self) -> None:
        """Besides what every room does, begin the part that has files looked into."""
        super().ready()
        import_module("liaison.channels.scanning")
