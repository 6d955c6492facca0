"""Which changes of the team others may ask for."""

from liaison.team.commands.company import (
    ChangeBrand,
    ChangeDepartment,
    CloseDepartment,
    CreateBrand,
    CreateDepartment,
    ReopenDepartment,
)
from liaison.team.commands.members import (
    ChangeMember,
    ChangeMySettings,
    CreateMember,
    DeactivateMember,
    InviteMember,
    ReactivateMember,
    SetPassword,
)

__all__ = [
    "ChangeBrand",
    "ChangeDepartment",
    "ChangeMember",
    "ChangeMySettings",
    "CloseDepartment",
    "CreateBrand",
    "CreateDepartment",
    "CreateMember",
    "DeactivateMember",
    "InviteMember",
    "ReactivateMember",
    "ReopenDepartment",
    "SetPassword",
]
