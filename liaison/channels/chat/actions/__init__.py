"""Changing: sites, what visitors do, and who serves them."""

from liaison.channels.chat.actions.serving import answered, block, miss, pass_on, take
from liaison.channels.chat.actions.sites import change_site, close_site, new_secret, open_site
from liaison.channels.chat.actions.talking import (
    admit,
    begin,
    department_of,
    end,
    last_of,
    leave_word,
    lies_on,
    say,
    see,
)

__all__ = [
    "admit",
    "answered",
    "begin",
    "block",
    "change_site",
    "close_site",
    "department_of",
    "end",
    "last_of",
    "leave_word",
    "lies_on",
    "miss",
    "new_secret",
    "open_site",
    "pass_on",
    "say",
    "see",
    "take",
]
