"""Giving programs access and ending it; bringing in what other systems know."""

from liaison.api.actions.tokens import create_token, revoke_token, used

__all__ = ["create_token", "revoke_token", "used"]
