"""What others may ask to be done with sites and chats."""

from liaison.channels.chat.commands.joining import Invite, Join, Leave, TakeOver, Watch, Whisper
from liaison.channels.chat.commands.serving import Block, Decline, End, HandOver, PassOn, Take, TakeChats
from liaison.channels.chat.commands.sites import CONFIGURE, ChangeSite, CloseSite, NewSecret, OpenSite
from liaison.channels.chat.commands.visiting import InviteVisitor

__all__ = [
    "CONFIGURE",
    "Block",
    "ChangeSite",
    "CloseSite",
    "Decline",
    "End",
    "HandOver",
    "Invite",
    "InviteVisitor",
    "Join",
    "Leave",
    "NewSecret",
    "OpenSite",
    "PassOn",
    "Take",
    "TakeChats",
    "TakeOver",
    "Watch",
    "Whisper",
]
