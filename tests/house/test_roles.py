"""Law: a command nobody but the administrator may give is meant so, and says so here."""

from liaison.authority.catalogue import COMMANDS, permissions
from liaison.authority.words import OWN
from liaison.config.roles import ROLES

FOR_ADMINISTRATORS = frozenset({"journal.retry_job"})
"""Held by the administrator alone: they concern the machine, not the work."""


def test_every_command_is_somebodys() -> None:
    held = {name for _title, allowed in ROLES.values() for name in allowed} | FOR_ADMINISTRATORS | {OWN}
    orphans = sorted(cls.name for cls in COMMANDS.values() if cls.permission() not in held)
    assert not orphans, f"give these to a role in liaison/config/roles.py, or name them here: {orphans}"


def test_no_role_holds_what_does_not_exist() -> None:
    known = set(permissions()) | {"*"}
    ghosts = sorted({name for _title, allowed in ROLES.values() for name in allowed} - known)
    assert not ghosts, f"liaison/config/roles.py speaks of what no room knows: {ghosts}"
