"""The registry of this room."""

from liaison.kit.room import Room


class TelegramRoom(Room):
    name = "liaison.channels.telegram"
    label = "telegram"
