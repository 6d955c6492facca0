"""A developer's program, for tests and for trying out: it takes what we send and signs what it tells."""

import hashlib
import hmac
import json
from typing import Any, Final

from liaison.channels.messaging.standin import Asked, Says, StandIn

SECRET: Final = "between us"  # noqa: S105 (nothing opens with it)
TOKEN: Final = "open sesame"  # noqa: S105 (nothing opens with it)


class Provider(StandIn):
    """A program with one address for messages."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> Says:
        if asked.method == "GET":
            return Says(200, self.files[asked.path.rpartition("/")[2]][0])
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Says(401, {"message": "who are you?"})
        if asked.headers.get("x-northwind") != signed(asked.body)["X-Northwind"]:
            return Says(400, {"message": "the signature is wrong"})
        self.messages.append(asked.json())
        return Says(200, {"data": {"uuid": f"out-{len(self.messages)}"}})


def signed(body: bytes) -> dict[str, str]:
    """The header with the signature of a body."""
    return {"X-Northwind": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}


def webhook(id_: str, **data: Any) -> bytes:
    """A call of the program, which wraps everything into `data`."""
    return json.dumps({"data": {"uuid": id_, **data}}, ensure_ascii=False).encode()
