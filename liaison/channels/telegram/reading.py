"""What an update of Telegram says."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from liaison.channels.messaging.words import Group, Heard, Item, Told
from liaison.tickets.words import Elsewhere, News

Said = Mapping[str, Any]
FILES: Final = {
    "document": "application/octet-stream",
    "video": "video/mp4",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
    "voice": "audio/ogg",
    "video_note": "video/mp4",
    "sticker": "image/webp",
}
# What Telegram itself says in a conversation: nobody wrote anything.
SERVICE: Final = frozenset(
    {
        "pinned_message", "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
        "message_auto_delete_timer_changed", "chat_background_set", "connected_website", "write_access_allowed",
        "users_shared", "chat_shared", "proximity_alert_triggered", "boost_added", "web_app_data",
    }
)  # fmt: skip
BEGINS: Final = "/start"  # What the button under a bot says for somebody who has said nothing yet.


def items(update: Said) -> Iterator[Item]:
    """What an update says to us. A group is told that nobody is answered there; a channel is left alone."""
    if "message" in update:
        yield from _message(update["message"])
    elif "edited_message" in update and _is_person(update["edited_message"]["chat"]):
        edited = update["edited_message"]
        id_, peer = str(edited["message_id"]), str(edited["chat"]["id"])
        yield Told(news=News.EDITED, id=id_, peer=peer, text=_words(edited))
    elif "my_chat_member" in update:
        changed = update["my_chat_member"]
        if _is_group(changed["chat"]) and changed["new_chat_member"]["status"] in ("member", "administrator"):
            yield Group(str(changed["chat"]["id"]))


def _is_person(chat: Said) -> bool:
    return bool(chat["type"] == "private")


def _is_group(chat: Said) -> bool:
    return chat["type"] in ("group", "supergroup")


def _message(said: Said) -> Iterator[Item]:
    if _is_group(said["chat"]):
        yield Group(str(said["chat"]["id"]))
        return
    words, files = _words(said), tuple(_files(said))
    if not _is_person(said["chat"]) or words == BEGINS or SERVICE & said.keys():
        return
    sender = said["from"]
    yield Heard(
        peer=str(said["chat"]["id"]),
        name=" ".join(sender[part] for part in ("first_name", "last_name") if sender.get(part)),
        id=str(said["message_id"]),
        at=datetime.fromtimestamp(said["date"], UTC),
        text=words or ("" if files else "…"),
        files=files,
        language=sender.get("language_code", "").partition("-")[0],
    )


def _words(said: Said) -> str:
    if text := said.get("text") or said.get("caption"):
        return str(text)
    if place := said.get("location"):
        named = said.get("venue", {}).get("title", "")
        return " ".join(("📍", named, f"geo:{place['latitude']},{place['longitude']}")).replace("  ", " ")
    if card := said.get("contact"):
        named = (card.get("first_name"), card.get("last_name"), card["phone_number"])
        return " ".join(("👤", *(part for part in named if part)))
    if poll := said.get("poll"):
        return str(poll["question"])
    return str(said.get("dice", {}).get("emoji", ""))


def _files(said: Said) -> Iterator[Elsewhere]:
    if photos := said.get("photo"):
        largest = max(photos, key=lambda one: one["width"] * one["height"])
        yield Elsewhere(largest["file_id"], "photo.jpg", "image/jpeg", largest.get("file_size", 0))
    for kind, usual in FILES.items():
        if (one := said.get(kind)) and not (kind == "document" and "animation" in said):
            type_ = one.get("mime_type", usual)
            name = one.get("file_name") or f"{kind}.{type_.rpartition('/')[2]}"
            yield Elsewhere(one["file_id"], name, type_, one.get("file_size", 0))
