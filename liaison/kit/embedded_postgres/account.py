"""Whose account the server runs as: our own, or a powerless one when we are root."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liaison.kit.embedded_postgres.errors import BelongsToOther, NoAccount

POWERLESS = ("postgres", "nobody")


@dataclass(frozen=True, kw_only=True)
class Account:
    """The account of the server's processes. `switch` is true when we must change to it, being root."""

    uid: int
    gid: int
    switch: bool

    @property
    def name(self) -> str:
        return name_of(self.uid)

    def run(self, command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program as this account and return what it said; never raises for a bad exit status."""
        return subprocess.run(  # noqa: S603
            [str(part) for part in command],
            cwd=cwd,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            **self.as_child(),
        )

    def as_child(self) -> dict[str, Any]:
        """The arguments of `subprocess` that make a child run as this account, with nothing inherited."""
        child: dict[str, Any] = {"env": self.environment(), "umask": 0o077, "start_new_session": True}
        if self.switch:
            child |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return child

    def environment(self) -> Mapping[str, str]:
        # PG* variables of the caller's shell would redirect initdb and the server; LC_ALL keeps messages
        # readable by us, whatever the operator speaks.
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ}
        return kept | {"LC_ALL": "C", "HOME": "/", "USER": self.name}

    def can_enter(self, directory: Path) -> bool:
        """Whether this account reaches the directory. Tried, not computed: ACLs and SELinux have a say
        too."""
        if not self.switch:
            return os.access(directory, os.X_OK)
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", directory], cwd=Path("/")).returncode == 0


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def choose(place: Path, *, data: Path) -> Account:
    """The account for the server whose files lie in `place`; the owner of existing files is kept.

    Raises BelongsToOther when the files are somebody else's and we are not root, NoAccount when we are root
    and no powerless account can be used.
    """
    us = os.geteuid()
    owner = place.stat().st_uid if place.exists() else None
    if us != 0:
        if owner not in (None, us):
            raise BelongsToOther(data=data, owner=name_of(owner or 0), account=name_of(us))
        return Account(uid=us, gid=os.getegid(), switch=False)
    if owner:
        return Account(uid=owner, gid=place.stat().st_gid, switch=True)
    return _powerless(data)


def _powerless(data: Path) -> Account:
    reason: object = "they do not exist"
    for name in POWERLESS:
        try:
            entry = pwd.getpwnam(name)
            account = Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)
            account.run(["/bin/sh", "-c", ":"], cwd=Path("/"))
        except KeyError:
            continue
        except OSError as error:
            reason = error.strerror or error
            continue
        return account
    raise NoAccount(data=data, accounts=" and ".join(POWERLESS), reason=reason)
