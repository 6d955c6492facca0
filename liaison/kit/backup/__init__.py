"""Backup and restore: rows first, then the files they speak of, then the key to the secrets."""

from liaison.kit.backup.backing_up import back_up, keep_rows
from liaison.kit.backup.errors import CannotBackUp, CannotRestore
from liaison.kit.backup.restoring import refuse_unfinished, restore, restore_rows
from liaison.kit.backup.rows import tables_change

__all__ = [
    "CannotBackUp",
    "CannotRestore",
    "back_up",
    "keep_rows",
    "refuse_unfinished",
    "restore",
    "restore_rows",
    "tables_change",
]
