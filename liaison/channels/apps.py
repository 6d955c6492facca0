"""The registry of this room."""

from liaison.kit.room import Room


class ChannelsRoom(Room):
    name = "liaison.channels"
    label = "channels"
