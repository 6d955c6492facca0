"""The registry of this room."""

from liaison.kit.room import Room


class FormRoom(Room):
    name = "liaison.channels.form"
    label = "form"
