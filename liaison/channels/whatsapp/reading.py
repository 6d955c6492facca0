"""What a webhook of WhatsApp says: messages, receipts, edits and deletions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from liaison.channels.messaging import rules
from liaison.channels.messaging.graph import meant, moment
from liaison.channels.messaging.words import Group, Heard, Item, Told
from liaison.tickets.words import Elsewhere, News

Said = Mapping[str, Any]
FILES: Final = ("image", "video", "audio", "voice", "document", "sticker")
RECEIPTS: Final = {"delivered": News.DELIVERED, "read": News.SEEN, "played": News.SEEN, "failed": News.FAILED}
SILENT: Final = ("reaction", "system", "ephemeral")
"""Kinds that say nothing to answer: a heart on a message of ours, a customer's new number."""


def items(value: Said, *, number: str) -> Iterator[Item]:
    """What a change says about this number. number: its ID at Meta; what is about another one is left out."""
    if str(value.get("metadata", {}).get("phone_number_id", "")) != number:
        return
    names = _names(value.get("contacts", ()))
    for said in value.get("messages", ()):
        yield from _message(said, name=names.get(_sender(said), ""))
    for status in value.get("statuses", ()):
        if status["status"] in RECEIPTS:
            yield _receipt(status)


def _names(contacts: Iterable[Said]) -> dict[str, str]:
    """What people call themselves, by their number and by the ID under which Meta knows them with us."""
    named = {}
    for one in contacts:
        profile = one.get("profile", {})
        for key in ("wa_id", "user_id"):
            named[str(one.get(key, ""))] = str(profile.get("name") or profile.get("username") or "")
    return named


def _sender(said: Said) -> str:
    """The number of whoever writes; whoever goes by a user name may hide it, and is then known by an ID alone."""
    return str(said.get("from") or said.get("from_user_id", ""))


def _message(said: Said, *, name: str) -> Iterator[Item]:
    kind = said["type"]
    if group := said.get("group_id"):
        yield Group(str(group))
    elif kind == "edit":
        edited = said["edit"]
        yield Told(news=News.EDITED, id=edited["original_message_id"], text=_words(edited["message"]))
    elif kind == "revoke":
        yield Told(news=News.TAKEN_BACK, id=said["revoke"]["original_message_id"])
    elif kind not in SILENT:
        yield Heard(
            peer=rules.number(said["from"]) if said.get("from") else said["from_user_id"],
            identity="" if said.get("from") else "whatsapp",
            name=name,
            id=said["id"],
            at=moment(said["timestamp"]),
            text=_words(said),
            files=_files(said),
        )


def _words(said: Said) -> str:
    kind = said["type"]
    there = said.get(kind, {})
    if kind == "text":
        return str(there["body"])
    if kind in FILES:
        return str(there.get("caption", ""))
    if kind == "button":
        return str(there["text"])
    if kind == "interactive":
        chosen = there[there["type"]]
        return str(chosen.get("title") or chosen.get("body") or chosen.get("response_json", ""))
    return _things(kind, said)


def _things(kind: str, said: Said) -> str:
    there = said.get(kind)
    if kind == "location" and isinstance(there, Mapping):
        named = ", ".join(str(there[key]) for key in ("name", "address") if there.get(key))
        return f"📍 {named} geo:{there['latitude']},{there['longitude']}".replace("  ", " ")
    if kind == "contacts" and isinstance(there, list):
        return "\n".join(_card(card) for card in there)
    if kind == "order" and isinstance(there, Mapping):
        bought = (f"{one['quantity']} × {one['product_retailer_id']}" for one in there["product_items"])
        return "\n".join(("🛒", *bought, str(there.get("text", "")))).strip()
    # WhatsApp has kinds it does not hand on; that something was said must not be lost.
    return f"[{kind}]"


def _card(card: Said) -> str:
    numbers = " ".join(one.get("phone", "") for one in card.get("phones", ()))
    return f"👤 {card.get('name', {}).get('formatted_name', '')} {numbers}".strip()


def _files(said: Said) -> tuple[Elsewhere, ...]:
    kind = said["type"]
    if kind not in FILES:
        return ()
    there = said[kind]
    type_ = there.get("mime_type", "application/octet-stream").partition(";")[0]
    return (Elsewhere(there["id"], there.get("filename") or _name(kind, type_), type_),)


def _name(kind: str, type_: str) -> str:
    ending = {"jpeg": "jpg", "mpeg": "mp3", "quicktime": "mov"}.get(*(type_.rpartition("/")[2],) * 2)
    return f"{kind}.{ending}"


def _receipt(status: Said) -> Told:
    why = "".join(meant(error, templates=True).why for error in status.get("errors", ())[:1])
    return Told(
        news=RECEIPTS[status["status"]],
        id=status["id"],
        peer=status.get("recipient_id") or status.get("recipient_user_id", ""),
        why=why,
    )
