"""The registry of this room."""

from liaison.kit.room import Room


class MessengerRoom(Room):
    name = "liaison.channels.messenger"
    label = "messenger"
