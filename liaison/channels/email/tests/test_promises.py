"""E-mail keeps what every channel promises."""

from liaison.channels.testing import ChannelPromises
from tests.cast import Cast


class TestEmail(ChannelPromises):
    kind = "email"

    def door(self, cast: Cast) -> str:
        return cast.mailbox.door

    def raw(self, text: str) -> bytes:
        head = "From: mira@example.com\r\nTo: help@northwind.example\r\nMessage-ID: <one@example.com>\r\n"
        return f"{head}Subject: Parcel\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()
