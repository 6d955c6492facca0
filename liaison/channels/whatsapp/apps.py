"""The registry of this room."""

from liaison.kit.room import Room


class WhatsAppRoom(Room):
    name = "liaison.channels.whatsapp"
    label = "whatsapp"
