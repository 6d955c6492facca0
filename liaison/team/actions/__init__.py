"""Changing the team, and signing in to it."""

from liaison.team.actions.brands import change_brand, create_brand
from liaison.team.actions.departments import (
    change_department,
    close_department,
    create_department,
    reopen_department,
)
from liaison.team.actions.members import (
    change_member,
    create_member,
    deactivate_member,
    invite_member,
    reactivate_member,
)
from liaison.team.actions.passwords import change_password, set_password
from liaison.team.actions.sessions import end_session, end_sessions
from liaison.team.actions.signing_in import check_password

__all__ = [
    "change_brand",
    "change_department",
    "change_member",
    "change_password",
    "check_password",
    "close_department",
    "create_brand",
    "create_department",
    "create_member",
    "deactivate_member",
    "end_session",
    "end_sessions",
    "invite_member",
    "reactivate_member",
    "reopen_department",
    "set_password",
]
