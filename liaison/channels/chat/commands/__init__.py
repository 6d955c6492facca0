"""What others may ask to be done with sites and chats."""

from liaison.channels.chat.commands.serving import Block, Decline, End, PassOn, Take, TakeChats
from liaison.channels.chat.commands.sites import CONFIGURE, ChangeSite, CloseSite, NewSecret, OpenSite

__all__ = [
    "CONFIGURE",
    "Block",
    "ChangeSite",
    "CloseSite",
    "Decline",
    "End",
    "NewSecret",
    "OpenSite",
    "PassOn",
    "Take",
    "TakeChats",
]
