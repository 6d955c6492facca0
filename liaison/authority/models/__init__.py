"""Roles and grants, rules and running totals, decisions and approvals."""

from liaison.authority.models.approvals import Approval
from liaison.authority.models.decisions import About, Answer, Decision, Given, Personal
from liaison.authority.models.roles import Grant, Permission, Role
from liaison.authority.models.rules import Pack, Rule, Rulebook, Setting
from liaison.authority.models.totals import Total

__all__ = [
    "About",
    "Answer",
    "Approval",
    "Decision",
    "Given",
    "Grant",
    "Pack",
    "Permission",
    "Personal",
    "Role",
    "Rule",
    "Rulebook",
    "Setting",
    "Total",
]
