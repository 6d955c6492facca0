"""What every room does when the house opens: its events, commands, reactions, tasks and panels register themselves."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

REGISTERED = (
    "beings",
    "events",
    "permissions",
    "queries",
    "commands",
    "reactions",
    "tasks",
    "panels",
    "channel",
    "watch",
)


class Room(AppConfig):
    """The registry of one room."""

    default = (
        False  # Django takes the one AppConfig of `apps.py`, and would otherwise find this one there too.
    )

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.default = True

    def ready(self) -> None:
        """Import whichever registering files this room has."""
        for part in REGISTERED:
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
