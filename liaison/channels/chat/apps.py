"""The registry of this room."""

from liaison.kit.room import Room


class ChatRoom(Room):
    name = "liaison.channels.chat"
    label = "chat"
