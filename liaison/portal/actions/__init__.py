"""Letting customers in, and taking in what they say and change."""

from liaison.portal.actions.changing import change_me, exported
from liaison.portal.actions.coming_in import (
    ask,
    follow,
    leave,
    let_in_by_code,
    let_in_by_link,
    let_in_by_provider,
    prepare,
    sweep,
)
from liaison.portal.actions.proving import ask_proof, prepare_proof, prove_by_code, prove_by_link
from liaison.portal.actions.returning import ask_for_return
from liaison.portal.actions.speaking import close, reopen, say

__all__ = [
    "ask",
    "ask_for_return",
    "ask_proof",
    "change_me",
    "close",
    "exported",
    "follow",
    "leave",
    "let_in_by_code",
    "let_in_by_link",
    "let_in_by_provider",
    "prepare",
    "prepare_proof",
    "prove_by_code",
    "prove_by_link",
    "reopen",
    "say",
    "sweep",
]
