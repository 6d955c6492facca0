"""The Bot API of Telegram as it documents itself: methods under the token of a bot, updates with a secret token."""

import json
from itertools import count
from typing import Any, Final

from liaison.channels.messaging.standin import Asked, Says, StandIn

TOKEN: Final = "123456:a-token-of-BotFather"  # noqa: S105 (nothing opens with it)


def error(code: int, description: str, **parameters: Any) -> Says:
    """A no of the Bot API."""
    said = {"ok": False, "error_code": code, "description": description}
    return Says(code, said | ({"parameters": parameters} if parameters else {}))


BLOCKED: Final = error(403, "Forbidden: bot was blocked by the user")
NOT_FOUND: Final = error(400, "Bad Request: chat not found")


class Provider(StandIn):
    """A bot. webhook: what it was told by setWebhook. trouble: what it says of the webhook beside that."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1000)
        self.messages: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {}
        self.trouble: dict[str, Any] = {}

    def answer(self, asked: Asked) -> Says:
        if asked.path.startswith(f"/file/bot{TOKEN}/"):
            content, type_ = self.files[asked.path.rpartition("/")[2]]
            return Says(200, content, {"Content-Type": type_})
        if not asked.path.startswith(f"/bot{TOKEN}/"):
            return error(401, "Unauthorized")
        return self._method(asked.path.rpartition("/")[2], asked)

    def _method(self, method: str, asked: Asked) -> Says:
        if method.startswith("send"):
            self.messages.append(asked.json() if method == "sendMessage" else {"multipart": method})
            return _result({"message_id": next(self._ids), "date": 1700000000})
        if method == "getFile":
            id_ = asked.json()["file_id"]
            return _result({"file_id": id_, "file_path": f"photos/{id_}"}) if id_ in self.files else NOT_FOUND
        if method == "setWebhook":
            self.webhook = asked.json()
            return _result(True)
        if method == "getWebhookInfo":
            waits = {"has_custom_certificate": False, "pending_update_count": 0}
            return _result({"url": self.webhook.get("url", "")} | waits | self.trouble)
        if method == "getMe":
            return _result({"id": 123456, "is_bot": True, "username": "northwind_bot"})
        return error(404, "Not Found")


def _result(result: object) -> Says:
    return Says(said={"ok": True, "result": result})


def update(id_: int, **content: Any) -> bytes:
    """An update as Telegram posts it. content: `message`, `edited_message`, `my_chat_member`."""
    return json.dumps({"update_id": id_, **content}, ensure_ascii=False).encode()
