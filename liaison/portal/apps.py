"""The registry of this room."""

from liaison.kit.room import Room


class PortalRoom(Room):
    name = "liaison.portal"
    label = "portal"
