"""The registry of this room."""

from liaison.kit.room import Room


class MessagingRoom(Room):
    name = "liaison.channels.messaging"
    label = "messaging"
