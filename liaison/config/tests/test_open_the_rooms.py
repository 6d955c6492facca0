"""What is registered when the house opens."""

from django.apps import apps
from django.conf import settings

from liaison.authority.catalogue import COMMANDS
from liaison.journal.registry import EVENTS
from liaison.kit.room import Room


def test_every_room_registers_itself() -> None:
    for name in settings.ROOMS:
        config = next(c for c in apps.get_app_configs() if c.name == name)
        assert isinstance(config, Room), f"{name}: Django did not find its registry"


def test_events_and_commands_are_known_by_name() -> None:
    assert "tickets.received" in EVENTS
    assert "tickets.reply" in COMMANDS
