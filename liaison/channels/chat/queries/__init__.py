"""Reading sites and chats."""

from liaison.channels.chat.queries.serving import (
    by_refs,
    department_of,
    find_chat,
    mine,
    occasion_on,
    overdue,
    running_on,
    served_by,
    serving,
    told_address,
    waiting,
)
from liaison.channels.chat.queries.sites import (
    any_site,
    find_site,
    open_site,
    site_names,
    sites,
)
from liaison.channels.chat.queries.talking import (
    chat_of,
    lines,
    may_hear,
    outlook,
    seen_by_team,
    unread_by,
    visitor_with,
)

__all__ = [
    "any_site",
    "by_refs",
    "chat_of",
    "department_of",
    "find_chat",
    "find_site",
    "lines",
    "may_hear",
    "mine",
    "occasion_on",
    "open_site",
    "outlook",
    "overdue",
    "running_on",
    "seen_by_team",
    "served_by",
    "serving",
    "site_names",
    "sites",
    "told_address",
    "unread_by",
    "visitor_with",
    "waiting",
]
