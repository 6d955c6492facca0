"""Changing: sites, what visitors do, and who serves them."""

from liaison.channels.chat.actions.sites import change_site, close_site, open_site
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
    "begin",
    "change_site",
    "close_site",
    "department_of",
    "end",
    "last_of",
    "leave_word",
    "lies_on",
    "open_site",
    "say",
    "see",
]
