"""Deciding from plain values: what a condition may be, and what the rules say of some facts."""

from liaison.authority.rules.conditions import Token, check, compiled, paths, tokens
from liaison.authority.rules.weighing import Asked, Verdict, Who, in_order, nested, weigh

__all__ = [
    "Asked",
    "Token",
    "Verdict",
    "Who",
    "check",
    "compiled",
    "in_order",
    "nested",
    "paths",
    "tokens",
    "weigh",
]
