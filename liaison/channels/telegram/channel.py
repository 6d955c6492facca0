"""Telegram as a channel."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.carrying import plain_type
from liaison.channels.messaging import calling
from liaison.channels.messaging.messenger import MB, Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import messenger
from liaison.channels.messaging.words import Field, File, Hook, Item, Piece, same
from liaison.channels.telegram import reading
from liaison.channels.words import Abilities, NotSent
from liaison.kit import web
from liaison.kit.sayings import say
from liaison.kit.web import Answer
from liaison.tickets.words import Elsewhere

UPDATES = ["message", "edited_message", "my_chat_member"]


class Telegram(Messenger):
    """Telegram: parcels are updates, doors are bots of ours. It tells of no receipts and of no deletions."""

    kind: ClassVar[str] = "telegram"
    label: ClassVar[str | Promise] = _("Telegram")
    can: ClassVar[Abilities] = Abilities(files=50 * MB, undo=True)
    identity: ClassVar[str] = "telegram"
    longest: ClassVar[int] = 4096
    steps: ClassVar[tuple[str | Promise, ...]] = (
        _("Write to @BotFather in Telegram, make a bot with /newbot, and enter the token it shows."),
        _("Test the connection: the desk tells Telegram its address by itself."),
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="bot_token",
            label=_("Token of the bot"),
            help=_("BotFather shows it when a bot is made."),
            secret=True,
        ),
        Field(
            name="server",
            label=_("Server of the provider"),
            help=_("Leave it as it is, unless you try things out."),
            default="https://api.telegram.org",
        ),
    )

    def is_proved(self, hook: Hook, account: Account) -> bool:
        """Telegram shows the token that we gave it with our address."""
        return same(hook.headers.get("x-telegram-bot-api-secret-token", ""), account.token.reveal())

    def parse(self, hook: Hook, account: Account) -> Iterable[Item]:
        """What an update says."""
        return reading.items(hook.json())

    def known_as(self, account: Account, peer: str, id_: str) -> str:
        """Telegram counts messages in each conversation anew."""
        return f"{account.door}/{peer}/{id_}"

    def hand(self, piece: Piece, account: Account) -> str:
        """Send words or a file. Raises NotSent."""
        if piece.file is None:
            sent = self.ask(
                account, "sendMessage", said={"chat_id": piece.to, "text": piece.text}, to=piece.to
            )
            return str(sent["message_id"])
        method, field = _method(piece.file)
        upload = web.Upload(field, piece.file.name, piece.file.type, piece.file.content)
        body, type_ = web.form({"chat_id": piece.to}, [upload])
        sent = self.ask(account, method, body=body, headers={"Content-Type": type_}, to=piece.to)
        return str(sent["message_id"])

    def ask(self, account: Account, method: str, *, to: str = "", **more: Any) -> dict[str, Any]:
        """Ask the Bot API and return its result. Raises NotSent."""
        url = f"{account.setting('server')}/bot{account.secret('bot_token')}/{method}"
        try:
            answer = calling.call(url, **more)
        except NotSent as no:
            # What went wrong must not show the token, which stands in the address.
            why = no.why.replace(account.secret("bot_token"), "…")
            raise NotSent(why, for_good=no.for_good, later=no.later, side=no.side) from None
        found = answer.json()
        if not found.get("ok"):
            raise _no(answer, to)
        result = found["result"]
        return result if isinstance(result, dict) else {}

    def fetch(self, file: Elsewhere, account: Account) -> bytes:
        """Ask where a file lies, and fetch it; the Bot API hands on 20 MB at most. Raises NotSent."""
        there = self.ask(account, "getFile", said={"file_id": file.ref})["file_path"]
        url = f"{account.setting('server')}/file/bot{account.secret('bot_token')}/{there}"
        answer = calling.call(url, method="GET", most=20 * MB)
        if not answer.ok:
            raise _no(answer, "")
        return answer.body

    def name_there(self, account: Account) -> str:
        """What the bot is called. Raises NotSent."""
        return f"@{self.ask(account, 'getMe', said={})['username']}"

    def introduce(self, account: Account, url: str) -> None:
        """Have the updates of the bot sent to us. Raises NotSent."""
        said = {"url": url, "secret_token": account.token.reveal(), "allowed_updates": UPDATES}
        self.ask(account, "setWebhook", said=said)

    def listens(self, account: Account, url: str) -> None:
        """Whether Telegram calls us, and reaches us. Raises NotSent."""
        found = self.ask(account, "getWebhookInfo", said={})
        # A desk without an address of its own does not know where it should be called.
        if url.startswith("http") and found.get("url") != url:
            why = say(
                "Telegram sends what customers write elsewhere. Test the connection to have it sent here."
            )
            raise calling.elsewhere(why)
        if found.get("pending_update_count") and (words := found.get("last_error_message")):
            raise calling.elsewhere(say("Telegram does not reach the desk: “%(why)s”.", why=words))


def _method(file: File) -> tuple[str, str]:
    """How a file is sent so that it is shown or played in the conversation; anything else is a document."""
    type_ = plain_type(file.type)
    if type_ in ("image/jpeg", "image/png") and len(file.content) <= 10 * MB:
        return "sendPhoto", "photo"
    if type_ == "audio/ogg" and b"OpusHead" in file.content[:128]:
        return "sendVoice", "voice"
    if type_ in ("audio/mpeg", "audio/mp4"):
        return "sendAudio", "audio"
    return ("sendVideo", "video") if type_ == "video/mp4" else ("sendDocument", "document")


def _no(answer: Answer, to: str) -> NotSent:
    found = answer.json()
    code, words = int(found.get("error_code") or answer.status), str(found.get("description", ""))
    if code in (401, 404):
        return calling.not_signed_in()
    if code == 403:
        return NotSent(say("The customer has blocked our bot or has left."), for_good=True)
    if code == 400 and "chat not found" in words:
        return calling.nobody_there(to)
    return calling.refused(words[:300] or str(code))


TELEGRAM = messenger(Telegram())
