"""Deciding from plain values: what a condition may be, and what the rules say of some facts."""

from liaison.authority.rules.conditions import check, compiled, paths
from liaison.authority.rules.weighing import Verdict, Who, nested, ready, weigh

__all__ = ["Verdict", "Who", "check", "compiled", "nested", "paths", "ready", "weigh"]
