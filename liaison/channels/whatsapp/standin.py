"""The Cloud API of WhatsApp as Meta documents it: messages, media, templates, signed webhooks, errors by code."""

import hashlib
import hmac
import json
from itertools import count
from typing import Any, Final

from liaison.channels.messaging.standin import Asked, Says, StandIn

NUMBER: Final = "106540352242922"
BUSINESS: Final = "102290129340398"
TOKEN: Final = "a token of Meta"  # noqa: S105 (nothing opens with it)
SECRET: Final = "the secret of the app"  # noqa: S105 (nothing opens with it)
TEMPLATE: Final = {
    "name": "order_ready",
    "language": "en_US",
    "status": "APPROVED",
    "components": [{"type": "BODY", "text": "Hello {{1}}, your order {{2}} is ready."}],
}


def error(code: int, message: str, *, status: int = 400, details: str = "") -> Says:
    """A no of the Graph API."""
    said = {
        "message": f"(#{code}) {message}",
        "type": "OAuthException",
        "code": code,
        "fbtrace_id": "Az8or2yhqkZf",
    }
    return Says(
        status, {"error": said | {"error_data": {"messaging_product": "whatsapp", "details": details}}}
    )


LATE: Final = error(131047, "Re-engagement message", details="More than 24 hours have passed")
BUSY: Final = error(130429, "Rate limit hit", details="Too many messages")


class Provider(StandIn):
    """A number of a business at Meta. subscribed: whether an app is told of its messages."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        self.messages: list[dict[str, Any]] = []
        self.subscribed = False

    def answer(self, asked: Asked) -> Says:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return error(190, "Invalid OAuth access token", status=401)
        if asked.path == f"/{NUMBER}/messages":
            return self._message(asked.json())
        if asked.path == f"/{NUMBER}/media":
            return self._media(asked)
        if asked.path == f"/{BUSINESS}/message_templates":
            return Says(said={"data": [TEMPLATE]})
        if asked.path == f"/{BUSINESS}/subscribed_apps":
            self.subscribed |= asked.method == "POST"
            app = {"whatsapp_business_api_data": {"id": "1", "name": "Northwind"}}
            return Says(
                said={"data": [app] if self.subscribed else []}
                if asked.method == "GET"
                else {"success": True}
            )
        if asked.path == f"/{NUMBER}":
            named = {"display_phone_number": "+1 555-078-3881", "verified_name": "Northwind", "id": NUMBER}
            return Says(said=named)
        return self._file(asked.path)

    def _message(self, said: dict[str, Any]) -> Says:
        if said.get("messaging_product") != "whatsapp" or said.get("type") not in said:
            return error(100, "Invalid parameter")
        self.messages.append(said)
        if not (said.get("to") or said.get("recipient")):
            return error(100, "Invalid parameter")
        to, id_ = said.get("to") or said["recipient"], f"wamid.{next(self._ids)}"
        contacts = [{"input": to, "wa_id" if "to" in said else "user_id": to}]
        return Says(said={"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": id_}]})

    def _media(self, asked: Asked) -> Says:
        id_ = f"media{next(self._ids)}"
        self.files[id_] = (asked.body, asked.headers["content-type"])
        return Says(said={"id": id_})

    def _file(self, path: str) -> Says:
        name = path.rpartition("/")[2]
        if name not in self.files:
            return error(100, "Unsupported get request", status=404)
        content, type_ = self.files[name]
        if path.startswith("/content/"):
            return Says(200, content, {"Content-Type": type_})
        size, sha256 = len(content), hashlib.sha256(content).hexdigest()
        known = {
            "messaging_product": "whatsapp",
            "id": name,
            "mime_type": type_,
            "file_size": size,
            "sha256": sha256,
        }
        return Says(said=known | {"url": f"{self.url}/content/{name}"})


def signed(said: object) -> tuple[bytes, dict[str, str]]:
    """A webhook as Meta sends it: the body, and the header with its signature."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    made = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return body, {"X-Hub-Signature-256": f"sha256={made}"}


def webhook(**value: Any) -> dict[str, Any]:
    """A webhook about our number. value: `messages`, `statuses`, `contacts`."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": NUMBER}
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
    return {"object": "whatsapp_business_account", "entry": [{"id": BUSINESS, "changes": [change]}]}
