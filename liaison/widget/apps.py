"""The registry of this room."""

from liaison.kit.room import Room


class WidgetRoom(Room):
    name = "liaison.widget"
    label = "widget"
