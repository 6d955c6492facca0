"""Forms keep what every channel promises."""

import json

import pytest

from liaison.channels.form.models import Form
from liaison.channels.testing import ChannelPromises
from tests.cast import Cast


class TestForm(ChannelPromises):
    kind = "form"

    @pytest.fixture(autouse=True)
    def _opened(self, form: Form) -> None:
        pass

    def door(self, cast: Cast) -> str:
        return Form.objects.get().door

    def raw(self, text: str) -> bytes:
        answer = {"name": "message", "kind": "long", "use": "", "label": "What is it?", "text": text}
        said = {"form": Form.objects.get().pk, "key": "first-time", "language": "en", "title": "Write to us"}
        return json.dumps(said | {"answers": [answer], "files": []}, ensure_ascii=False).encode()
