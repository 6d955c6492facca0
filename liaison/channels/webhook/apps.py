"""The registry of this room."""

from liaison.kit.room import Room


class WebhookRoom(Room):
    name = "liaison.channels.webhook"
    label = "webhook"
