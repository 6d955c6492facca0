"""Why a backup is not made or not brought back: each a sentence for an operator."""


class CannotBackUp(Exception):
    """The backup could not be made: {reason}"""

    def __init__(self, **facts: object) -> None:
        super().__init__((self.__doc__ or "").format(**facts))


class TargetExists(CannotBackUp):
    """{path} exists already. Name another file, or remove it first."""


class CannotRestore(CannotBackUp):
    """The backup could not be brought back, and nothing was changed: {reason}"""


class NotEmpty(CannotRestore):
    """{data} is not empty: {found} is there. A backup is only brought back into an empty directory."""


class DatabaseNotEmpty(CannotRestore):
    """The database already has tables. A backup is only brought back into an empty one."""


class NotABackup(CannotRestore):
    """{path} is not a complete backup of Liaison: {reason}."""


class FromTheFuture(CannotRestore):
    """{path} was made by Liaison {theirs}, which is newer than this {ours}. Update Liaison first."""


class OnlyRows(CannotRestore):
    """{path} holds the rows alone, without files. Bring it back with --rows, over the directory it came
    from."""


class RestoreUnfinished(CannotRestore):
    """An earlier `restore` into {data} was interrupted. Run it again: it begins anew."""
