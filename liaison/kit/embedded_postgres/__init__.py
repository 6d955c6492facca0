"""PostgreSQL as a child of the desk: found, made, started, stopped and found again after any kind of
death."""

from liaison.kit.embedded_postgres.errors import AlreadyRunning, CannotStart
from liaison.kit.embedded_postgres.removal import remove
from liaison.kit.embedded_postgres.server import Running, reach, start
from liaison.kit.embedded_postgres.spare import put_spare_in_place, spare_database

__all__ = [
    "AlreadyRunning",
    "CannotStart",
    "Running",
    "put_spare_in_place",
    "reach",
    "remove",
    "spare_database",
    "start",
]
