"""WhatsApp as a channel."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.carrying import plain_type
from liaison.channels.messaging import calling, graph, rules
from liaison.channels.messaging.graph import GraphMessenger
from liaison.channels.messaging.messenger import DAY, MB
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import messenger
from liaison.channels.messaging.words import Field, File, Hook, Item, Offer, Piece
from liaison.channels.whatsapp import reading
from liaison.channels.words import Abilities, NotSent
from liaison.kit import web
from liaison.kit.sayings import say
from liaison.tickets.words import Elsewhere

LARGEST: Final = 100 * MB
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
MOST: Final = {"image": 5 * MB, "video": 16 * MB, "audio": 16 * MB, "document": LARGEST}
TYPES: Final = {
    "image": ("image/jpeg", "image/png"),
    "video": ("video/mp4", "video/3gpp"),
    "audio": ("audio/aac", "audio/mpeg", "audio/amr", "audio/ogg", "audio/mp4"),
    "document": (
        "application/pdf", "text/plain", "application/msword", f"{OFFICE}.wordprocessingml.document",
        "application/vnd.ms-excel", f"{OFFICE}.spreadsheetml.sheet", "application/vnd.ms-powerpoint",
        f"{OFFICE}.presentationml.presentation",
    ),
}  # fmt: skip
_USER_ID: Final = re.compile(r"[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}")
KINDS: Final = {type_: kind for kind, types in TYPES.items() for type_ in types}
VOICE: Final = (
    b"OpusHead"  # Meta takes OGG with Opus alone; whatever else is in such a file goes as a document.
)


class WhatsApp(GraphMessenger):
    """WhatsApp: parcels are webhooks of Meta, doors are numbers of ours."""

    kind: ClassVar[str] = "whatsapp"
    label: ClassVar[str | Promise] = _("WhatsApp")
    can: ClassVar[Abilities] = Abilities(
        files=LARGEST,
        each=tuple((type_, MOST[kind]) for type_, kind in KINDS.items()),
        reply_within=DAY,
        templates=True,
        receipts=True,
        undo=True,
    )
    identity: ClassVar[str] = "phone"
    subscribes: ClassVar[str] = "messages"
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="phone_number_id",
            label=_("Phone number ID"),
            help=_("The number's ID at Meta, not the number itself."),
        ),
        Field(
            name="business_id",
            label=_("WhatsApp Business account ID"),
            help=_("With it your approved templates are brought here."),
            required=False,
        ),
        graph.TOKEN,
        graph.APP_SECRET,
        graph.SERVER_FIELD,
    )

    def parse(self, hook: Hook, account: Account) -> Iterable[Item]:
        """What a webhook says about this number; others of the same business have doors of their own."""
        for entry in graph.entries(hook, of="whatsapp_business_account"):
            for change in entry["changes"]:
                if change["field"] == "messages":
                    yield from reading.items(change["value"], number=account.setting("phone_number_id"))

    def accepts(self, address: str) -> bool:
        """Whether this is a telephone number with its country, or the ID of somebody who hides theirs."""
        return rules.is_number(address) or is_user_id(address)

    def hand(self, piece: Piece, account: Account) -> str:
        """Send words, a file or a template. Raises NotSent."""
        to = {"recipient": piece.to} if is_user_id(piece.to) else {"to": piece.to.lstrip("+")}
        said = {"messaging_product": "whatsapp", "recipient_type": "individual"} | to
        path = f"{account.setting('phone_number_id')}/messages"
        answer = self.ask(account, path, said=said | self._content(piece, account))
        try:
            return str(answer["messages"][0]["id"])
        except (KeyError, IndexError, TypeError) as unknown:
            raise calling.refused("messages?") from unknown

    def _content(self, piece: Piece, account: Account) -> dict[str, Any]:
        # Meta gives it back with every receipt, so that a message can be told even if its id was lost.
        mark = {"biz_opaque_callback_data": piece.key}
        if piece.template:
            values = [{"type": "text", "text": value} for value in piece.template.values]
            parts = [{"type": "body", "parameters": values}] if values else []
            language = {"code": piece.template.language}
            return mark | {
                "type": "template",
                "template": {"name": piece.template.name, "language": language, "components": parts},
            }
        if piece.file:
            kind = _kind(piece.file)
            sent = {"id": self._upload(piece.file, account)}
            return mark | {
                "type": kind,
                kind: sent | ({"filename": piece.file.name} if kind == "document" else {}),
            }
        return mark | {"type": "text", "text": {"body": piece.text, "preview_url": False}}

    def _upload(self, file: File, account: Account) -> str:
        known = plain_type(file.type)
        fields = {"messaging_product": "whatsapp", "type": known}
        body, type_ = web.form(fields, [web.Upload("file", file.name, known, file.content)])
        path = f"{account.setting('phone_number_id')}/media"
        return str(self.ask(account, path, body=body, headers={"Content-Type": type_}).get("id", ""))

    def fetch(self, file: Elsewhere, account: Account) -> bytes:
        """Ask where a file lies, and fetch it from there; the address is good for five minutes. Raises NotSent."""
        there = str(self.ask(account, file.ref, method="GET").get("url", ""))
        headers = {"Authorization": f"Bearer {account.secret('access_token')}"}
        answer = calling.call(there, method="GET", headers=headers, most=LARGEST)
        if not answer.ok:
            raise self.no(answer, templates=True)
        return answer.body

    def offers(self, account: Account) -> list[Offer]:
        """The approved templates of the business. Raises NotSent."""
        business = account.setting("business_id")
        if not business:
            return []
        path = f"{business}/message_templates?status=APPROVED&limit=200"
        found = self.ask(account, path, method="GET").get("data", [])
        return [
            Offer(one["name"], one["language"], part.get("text", ""))
            for one in found
            if one.get("status") == "APPROVED"
            for part in one.get("components", ())
            if part.get("type") == "BODY"
        ]

    def name_there(self, account: Account) -> str:
        """The number behind the ID, and whose it is. Raises NotSent."""
        path = f"{account.setting('phone_number_id')}?fields=display_phone_number,verified_name"
        found = self.ask(account, path, method="GET")
        if not found.get("display_phone_number"):
            raise NotSent(say("There is no such number."), for_good=True)
        return f"{found.get('verified_name', '')} {found['display_phone_number']}".strip()

    def introduce(self, account: Account, url: str) -> None:
        """Have the messages of the business told to our app. Where they go is set at Meta by hand. Raises NotSent."""
        if business := account.setting("business_id"):
            self.ask(account, f"{business}/subscribed_apps")

    def listens(self, account: Account, url: str) -> None:
        """Whether the messages of the business are told to an app at all. Raises NotSent."""
        business = account.setting("business_id")
        if business and not self.ask(account, f"{business}/subscribed_apps", method="GET").get("data"):
            raise graph.told_to_nobody()


def is_user_id(address: str) -> bool:
    """Whether this is an ID which Meta gives somebody towards one business, as `LT.13491208655302741918`."""
    return bool(_USER_ID.fullmatch(address))


def _kind(file: File) -> str:
    type_ = plain_type(file.type)
    if type_ == "audio/ogg" and VOICE not in file.content[:128]:
        return "document"
    return KINDS.get(type_, "document")


WHATSAPP = messenger(WhatsApp())
