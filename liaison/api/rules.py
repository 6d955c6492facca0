"""Decisions about tokens and scopes from plain values."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from liaison.api.words import Scope

MARK = "liaison_"
SHOWN = len(MARK) + 6
"""Characters of a secret that are kept readable, so that people can tell their tokens apart."""


def new_secret() -> str:
    """Make a secret of 256 bits; the mark lets scanners of public code find a leaked one."""
    return MARK + secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return what is kept of a secret (SHA-256, hex).

    No slow hash: the secret is random and long, so guessing is hopeless, and it is asked on every request.
    """
    return hashlib.sha256(secret.encode(errors="surrogateescape")).hexdigest()


def unknown(scopes: Iterable[str], *, commands: Collection[str]) -> list[str]:
    """Return the scopes which mean nothing."""
    return [scope for scope in scopes if scope not in set(Scope) and scope not in commands]


def may_read(room: str, *, scopes: Collection[str]) -> bool:
    """Whether a token with these scopes may read what a room keeps (`tickets`, `team`, `journal`)."""
    return bool({Scope.EVERYTHING, Scope.READ, room} & set(scopes))


def may_command(name: str, *, scopes: Collection[str]) -> bool:
    """Whether a token with these scopes may ask for a command.

    Releasing what a human must look at is never part of a bundle: it has to be named.
    """
    if name in scopes or Scope.EVERYTHING in scopes:
        return True
    room = name.partition(".")[0]
    return room != "authority" and bool({Scope.COMMANDS, room} & set(scopes))


@dataclass
class Bucket:
    """What is left of a caller's allowance: it fills steadily and holds a burst.

    left: requests that may come at once. at: seconds of the clock at which that was true.
    """

    left: float
    at: float

    def take(self, *, now: float, per_second: float, most: float) -> float:
        """Take one request. Return 0 if it was there, else the seconds until the next one is."""
        self.left = min(most, self.left + max(0.0, now - self.at) * per_second)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / per_second
        self.left -= 1
        return 0.0
