"""The only writers of accounts, and of what is kept of what leaves by them."""

from liaison.channels.messaging.actions.accounts import change_account, close_account, note, open_account
from liaison.channels.messaging.actions.checking import check_accounts, try_account
from liaison.channels.messaging.actions.sending import decline, decline_later, fetch, fetch_later, handed
from liaison.channels.messaging.actions.templates import bring_templates, send_template

__all__ = [
    "bring_templates",
    "change_account",
    "check_accounts",
    "close_account",
    "decline",
    "decline_later",
    "fetch",
    "fetch_later",
    "handed",
    "note",
    "open_account",
    "send_template",
    "try_account",
]
