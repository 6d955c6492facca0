"""What a webhook of the Messenger Platform says: messages, buttons, receipts, edits and deletions."""

from collections.abc import Iterator, Mapping
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import urlsplit

from liaison.channels.messaging.graph import moment
from liaison.channels.messaging.words import Heard, Item, Told
from liaison.tickets.words import Elsewhere, News

Said = Mapping[str, Any]
TYPES: Final = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/mp4",
    "file": "application/octet-stream",
    "sticker": "image/png",
}


def items(said: Said) -> Iterator[Item]:
    """What one event says. Those that say nothing to answer, such as a heart or an echo of our own, are left out."""
    peer = str(said.get("sender", {}).get("id", ""))
    if "message" in said:
        yield from _message(said["message"], said, peer)
    elif "message_edit" in said:
        edited = said["message_edit"]
        yield Told(news=News.EDITED, id=edited["mid"], text=edited.get("text", ""))
    elif "postback" in said:
        pressed = said["postback"]
        id_ = pressed.get("mid") or f"postback {said['timestamp']}"
        words = str(pressed.get("title") or pressed.get("payload", ""))
        yield Heard(peer=peer, id=id_, text=words, at=_at(said))
    elif "delivery" in said:
        yield from _delivered(said["delivery"], peer)
    elif "read" in said:
        yield _seen(said["read"], peer)


def _message(message: Said, said: Said, peer: str) -> Iterator[Item]:
    if message.get("is_echo"):
        return
    if message.get("is_deleted"):
        yield Told(news=News.TAKEN_BACK, id=message["mid"])
        return
    attached = message.get("attachments", ())
    words = [str(message.get("text", "")), *(_words(one) for one in attached), _story(message)]
    if message.get("is_unsupported"):
        words.append("[unsupported]")
    yield Heard(
        peer=peer,
        id=message["mid"],
        at=_at(said),
        text="\n".join(word for word in words if word) or ("" if attached else "…"),
        files=tuple(_file(one) for one in attached if _is_file(one)),
    )


def _story(message: Said) -> str:
    """Which story of ours a message answers; that it is one stands nowhere else."""
    story = message.get("reply_to", {}).get("story") or {}
    return f"↩ {story['url']}" if story.get("url") else ""


def _is_file(attached: Said) -> bool:
    return attached["type"] in TYPES and bool(attached.get("payload", {}).get("url"))


def _file(attached: Said) -> Elsewhere:
    url = attached["payload"]["url"]
    name = PurePosixPath(urlsplit(url).path).name
    type_ = guess_type(name)[0] or TYPES[attached["type"]]
    return Elsewhere(url, name if "." in name else str(attached["type"]), type_)


def _words(attached: Said) -> str:
    """What an attachment that is no file says: a place, a link, a story."""
    if _is_file(attached):
        return ""
    payload = attached.get("payload") or {}
    if "coordinates" in payload:
        there = payload["coordinates"]
        return f"📍 geo:{there['lat']},{there['long']}"
    named = (attached.get("title") or payload.get("title"), attached.get("url") or payload.get("url"))
    return " ".join(str(one) for one in named if one) or f"[{attached['type']}]"


def _delivered(delivery: Said, peer: str) -> Iterator[Told]:
    for id_ in delivery.get("mids", ()):
        yield Told(news=News.DELIVERED, id=id_)
    if not delivery.get("mids") and delivery.get("watermark"):
        yield Told(news=News.DELIVERED, peer=peer, until=moment(delivery["watermark"], per_second=1000))


def _seen(read: Said, peer: str) -> Told:
    if "mid" in read:
        return Told(news=News.SEEN, id=read["mid"])
    return Told(news=News.SEEN, peer=peer, until=moment(read["watermark"], per_second=1000))


def _at(said: Said) -> Any:
    return moment(said["timestamp"], per_second=1000)
