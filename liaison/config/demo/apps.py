"""The registry of the demo company."""

from liaison.kit.room import Room


class DemoRoom(Room):
    name = "liaison.config.demo"
    label = "demo"
