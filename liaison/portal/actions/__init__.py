"""Letting customers in, and taking in what they say and change."""

from liaison.portal.actions.changing import change_me, exported
from liaison.portal.actions.coming_in import (
    ask,
    follow,
    leave,
    let_in_by_code,
    let_in_by_link,
    prepare,
    sweep,
)
from liaison.portal.actions.speaking import close, reopen, say

__all__ = [
    "ask",
    "change_me",
    "close",
    "exported",
    "follow",
    "leave",
    "let_in_by_code",
    "let_in_by_link",
    "prepare",
    "reopen",
    "say",
    "sweep",
]
