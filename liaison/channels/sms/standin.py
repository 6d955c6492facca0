"""Twilio's messaging as it documents it: forms with basic sign-in, JSON back, signed forms as webhooks."""

import base64
import hashlib
import hmac
from itertools import count
from typing import Final
from urllib.parse import parse_qsl, urlencode

from liaison.channels.messaging.standin import Asked, Says, StandIn

SID: Final = "AC00000000000000000000000000000000"
TOKEN: Final = "the auth token"  # noqa: S105 (nothing opens with it)
NUMBER: Final = "+15550783881"


def error(code: int, message: str, *, status: int = 400) -> Says:
    """A no of Twilio's."""
    more = f"https://www.twilio.com/docs/errors/{code}"
    return Says(status, {"code": code, "message": message, "more_info": more, "status": status})


STOPPED: Final = error(21610, "Attempt to send to unsubscribed recipient")


class Provider(StandIn):
    """An account at Twilio."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = count(1)
        self.messages: list[dict[str, str]] = []

    def answer(self, asked: Asked) -> Says:
        pair = base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return error(20003, "Authenticate", status=401)
        if asked.path.endswith("/Messages.json"):
            return self._message(dict(parse_qsl(asked.body.decode())))
        if "/Media/" in asked.path:
            content, type_ = self.files[asked.path.rpartition("/")[2]]
            return Says(200, content, {"Content-Type": type_})
        return Says(said={"sid": SID, "friendly_name": "Northwind"})

    def _message(self, said: dict[str, str]) -> Says:
        if not said.get("To", "").startswith("+"):
            return error(21211, "Invalid 'To' Phone Number")
        self.messages.append(said)
        return Says(201, {"sid": f"SM{next(self._ids):032d}", "status": "queued", "to": said["To"]})


def webhook(**fields: str) -> bytes:
    """A webhook as Twilio posts it."""
    return urlencode({"AccountSid": SID, "ApiVersion": "2010-04-01", **fields}).encode()


def signed(body: bytes, url: str) -> dict[str, str]:
    """The header by which Twilio signs a webhook. url: as it calls us."""
    said = dict(parse_qsl(body.decode(), keep_blank_values=True))
    text = url + "".join(name + said[name] for name in sorted(said))
    made = hmac.new(TOKEN.encode(), text.encode(), hashlib.sha1).digest()
    return {"X-Twilio-Signature": base64.b64encode(made).decode()}
