"""Chat keeps what every channel promises."""

import json

import pytest

from liaison.channels.chat.actions import admit
from liaison.channels.chat.models import Chat, Site
from liaison.channels.chat.words import Introduction
from liaison.channels.testing import ChannelPromises
from liaison.kit.clock import now
from tests.cast import Cast


class TestChat(ChannelPromises):
    kind = "chat"
    chat = 0

    @pytest.fixture(autouse=True)
    def _begun(self, site: Site) -> None:
        visitor, _ = admit(site, Introduction(name="Mira Kask"))
        self.chat = Chat.objects.create(site=site, visitor=visitor, key="first-words", begun_at=now()).pk

    def door(self, cast: Cast) -> str:
        return Site.objects.get().door

    def raw(self, text: str) -> bytes:
        said = {"chat": self.chat, "key": "first-words", "text": text, "files": []}
        return json.dumps(said, ensure_ascii=False).encode()
