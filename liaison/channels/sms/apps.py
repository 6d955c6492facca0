"""The registry of this room."""

from liaison.kit.room import Room


class SmsRoom(Room):
    name = "liaison.channels.sms"
    label = "sms"
