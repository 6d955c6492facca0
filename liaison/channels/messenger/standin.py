"""The Messenger Platform as Meta documents it, for pages and for Instagram accounts."""

import hashlib
import hmac
import json
from itertools import count
from typing import Any, Final

from liaison.channels.messaging.standin import Asked, Says, StandIn

PAGE: Final = "1234567890"
TOKEN: Final = "a token of the page"  # noqa: S105 (nothing opens with it)
SECRET: Final = "the secret of the app"  # noqa: S105 (nothing opens with it)


def error(code: int, message: str, *, subcode: int = 0, status: int = 400) -> Says:
    """A no of the Graph API."""
    said = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "fbtrace_id": "BLBz/WZt8dN",
    }
    return Says(status, {"error": said | ({"error_subcode": subcode} if subcode else {})})


LATE: Final = error(10, "This message is sent outside of allowed window.", subcode=2018278)
BUSY: Final = error(613, "Calls to this API have exceeded the rate limit.")
GONE: Final = error(551, "This person isn't available right now.", subcode=1545041)


class Provider(StandIn):
    """A page, or an account at Instagram. subscribed: whether an app is told of its messages."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        self.messages: list[dict[str, Any]] = []
        self.subscribed = False

    def answer(self, asked: Asked) -> Says:
        if asked.path.startswith("/cdn/"):
            return self._file(asked.path.rpartition("/")[2])
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return error(190, "Invalid OAuth access token.", status=401)
        if asked.path == f"/{PAGE}/messages":
            return self._message(asked)
        if asked.path == f"/{PAGE}/subscribed_apps":
            self.subscribed |= asked.method == "POST"
            apps = [{"id": "1", "name": "Northwind"}] if self.subscribed else []
            return Says(said={"data": apps} if asked.method == "GET" else {"success": True})
        return Says(said={"name": "Northwind", "username": "northwind", "id": PAGE})

    def _message(self, asked: Asked) -> Says:
        said: dict[str, Any] = (
            {"multipart": True} if "multipart" in asked.headers["content-type"] else asked.json()
        )
        if "multipart" not in said and ("recipient" not in said or "message" not in said):
            return error(100, "Invalid parameter")
        self.messages.append(said)
        to = said.get("recipient", {}).get("id", "")
        return Says(said={"recipient_id": to, "message_id": f"m_{next(self._ids)}"})

    def _file(self, name: str) -> Says:
        content, type_ = self.files.get(name, (b"", ""))
        return Says(200, content, {"Content-Type": type_}) if content else Says(404, {})


def signed(body: bytes) -> dict[str, str]:
    """The header by which Meta signs a webhook."""
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}


def webhook(of: str, **event: Any) -> bytes:
    """A webhook with one event. of: `page` or `instagram`."""
    said = {"recipient": {"id": PAGE}, "timestamp": 1700000000000, **event}
    entry = {"id": PAGE, "time": 1700000000001, "messaging": [said]}
    return json.dumps({"object": of, "entry": [entry]}, ensure_ascii=False).encode()
