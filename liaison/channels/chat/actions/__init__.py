"""Changing: sites, what visitors do, and who serves them."""

from liaison.channels.chat.actions.introducing import introduce
from liaison.channels.chat.actions.joining import (
    invite,
    join,
    leave_guest,
    take_over,
    watch_over,
    whisper,
)
from liaison.channels.chat.actions.mailing import mail_unread, send_transcript
from liaison.channels.chat.actions.serving import answered, block, hand_over, moved, pass_on, take
from liaison.channels.chat.actions.sites import change_site, close_site, new_secret, open_site
from liaison.channels.chat.actions.talking import (
    admit,
    begin,
    belongs_to,
    department_of,
    end,
    last_of,
    leave_word,
    lies_on,
    said_to,
    say,
    see,
)
from liaison.channels.chat.actions.waiting import (
    attend,
    come_back,
    leave,
    leave_alone,
    looks,
    miss,
    owe,
    speaks,
)

__all__ = [
    "admit",
    "answered",
    "attend",
    "begin",
    "belongs_to",
    "block",
    "change_site",
    "close_site",
    "come_back",
    "department_of",
    "end",
    "hand_over",
    "introduce",
    "invite",
    "join",
    "last_of",
    "leave",
    "leave_alone",
    "leave_guest",
    "leave_word",
    "lies_on",
    "looks",
    "mail_unread",
    "miss",
    "moved",
    "new_secret",
    "open_site",
    "owe",
    "pass_on",
    "said_to",
    "say",
    "see",
    "send_transcript",
    "speaks",
    "take",
    "take_over",
    "watch_over",
    "whisper",
]
