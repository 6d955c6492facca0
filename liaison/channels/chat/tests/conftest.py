"""A site of the cast, and a visitor who has begun a chat there."""

from dataclasses import dataclass

import pytest

from liaison.channels.chat.actions import admit, begin, open_site
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.channels.chat.words import Introduction
from liaison.kit.actor import SYSTEM
from tests.cast import Cast


@dataclass
class Talk:
    """A site, a visitor, the token only their browser has, and their chat."""

    site: Site
    visitor: Visitor
    token: str
    chat: Chat


@pytest.fixture
def site(cast: Cast) -> Site:
    return open_site("northwind.example", department=cast.service, by=SYSTEM)


@pytest.fixture
def talk(site: Site) -> Talk:
    visitor, token = admit(site, Introduction(name="Mira Kask", language="en"))
    chat = begin(visitor, key="first-words", text="Is the blue one still there?")
    return Talk(site, visitor, token, chat)
