"""Deciding from plain values: what a condition may be, and what the rules say of some facts."""

from liaison.authority.rules.conditions import Token, check, compiled, paths, tokens
from liaison.authority.rules.weighing import Verdict, Who, nested, ready, weigh

__all__ = ["Token", "Verdict", "Who", "check", "compiled", "nested", "paths", "ready", "tokens", "weigh"]
