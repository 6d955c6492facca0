"""Answering what waits, giving authority and writing the company's rules are themselves commands."""

from liaison.authority.commands.answering import Release, Return
from liaison.authority.commands.jobs import RetryJob
from liaison.authority.commands.roles import DefineRole, GiveRole, RemoveRole, TakeRole
from liaison.authority.commands.rules import (
    ChangeRule,
    ChangeSetting,
    CreateRule,
    EndRule,
    LoadPack,
    Replay,
    TryRule,
)

__all__ = [
    "ChangeRule",
    "ChangeSetting",
    "CreateRule",
    "DefineRole",
    "EndRule",
    "GiveRole",
    "LoadPack",
    "Release",
    "RemoveRole",
    "Replay",
    "RetryJob",
    "Return",
    "TakeRole",
    "TryRule",
]
