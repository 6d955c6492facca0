"""The one gate, the answers to what waits, and the changes of roles and grants."""

from liaison.authority.actions.approving import give_back, hand_over, lapse, release
from liaison.authority.actions.gate import perform, preview
from liaison.authority.actions.meanwhile import most_allowed
from liaison.authority.actions.packs import Loaded, choose_pack, load_pack
from liaison.authority.actions.redacting import erase, redact
from liaison.authority.actions.roles import (
    change_role,
    create_role,
    define_role,
    grant,
    remove_role,
    resume,
    revoke,
    suspend,
)
from liaison.authority.actions.rules import change_rule, change_setting, create_rule, end_rule
from liaison.authority.actions.taking_back import take_back

__all__ = [
    "Loaded",
    "change_role",
    "change_rule",
    "change_setting",
    "choose_pack",
    "create_role",
    "create_rule",
    "define_role",
    "end_rule",
    "erase",
    "give_back",
    "grant",
    "hand_over",
    "lapse",
    "load_pack",
    "most_allowed",
    "perform",
    "preview",
    "redact",
    "release",
    "remove_role",
    "resume",
    "revoke",
    "suspend",
    "take_back",
]
