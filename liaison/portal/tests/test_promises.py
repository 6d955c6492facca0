"""The customers' own pages keep what every channel promises."""

import json

from liaison.channels.testing import ChannelPromises
from tests.cast import Cast


class TestPortal(ChannelPromises):
    kind = "portal"

    def door(self, cast: Cast) -> str:
        return f"portal:{cast.service.pk}"

    def raw(self, text: str) -> bytes:
        said = {
            "ticket": 0,
            "customer": 7,
            "address": "mira@example.com",
            "name": "Mira Kask",
            "language": "en",
            "key": "first-time",
            "text": text,
            "files": [],
        }
        return json.dumps(said, ensure_ascii=False).encode()
