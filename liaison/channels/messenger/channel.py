"""Facebook Messenger and Instagram as channels: one protocol, told apart by what each can do."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging import calling, graph
from liaison.channels.messaging.graph import GraphMessenger
from liaison.channels.messaging.messenger import DAY, MB
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import messenger
from liaison.channels.messaging.words import Field, File, Hook, Item, Piece
from liaison.channels.messenger import reading
from liaison.channels.words import Abilities, NotSent
from liaison.kit import web
from liaison.kit.clock import now
from liaison.kit.sayings import say
from liaison.tickets.queries import heard_at
from liaison.tickets.words import Elsewhere

CARRIED: Final = (
    ("image/jpeg", 8 * MB), ("image/png", 8 * MB), ("image/gif", 8 * MB), ("audio/aac", 25 * MB),
    ("audio/mp4", 25 * MB), ("audio/wav", 25 * MB), ("video/mp4", 25 * MB), ("video/quicktime", 25 * MB),
    ("video/webm", 25 * MB), ("video/ogg", 25 * MB), ("video/x-msvideo", 25 * MB), ("application/pdf", 25 * MB),
)  # fmt: skip
WEEK: Final = 7 * DAY
SUBSCRIBED = "messages,messaging_postbacks,message_deliveries,message_reads,message_edits"


class FacebookMessenger(GraphMessenger):
    """Facebook Messenger: parcels are webhooks of Meta, doors are pages of ours."""

    kind: ClassVar[str] = "messenger"
    label: ClassVar[str | Promise] = _("Facebook Messenger")
    can: ClassVar[Abilities] = Abilities(files=25 * MB, reply_within=DAY, receipts=True, undo=True)
    identity: ClassVar[str] = "messenger"
    subscribes: ClassVar[str] = SUBSCRIBED.replace(",", ", ")
    longest: ClassVar[int] = 2000
    object: ClassVar[str] = "page"
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="page_id", label=_("Page ID")),
        graph.TOKEN,
        graph.APP_SECRET,
        Field(
            name="human_agent",
            label=_("How long you may answer"),
            help=_("Seven days need the permission “Human Agent”, for which you apply at Meta."),
            default="no",
            choices=(("no", _("24 hours")), ("yes", _("Seven days"))),
        ),
        graph.SERVER_FIELD,
    )

    def parse(self, hook: Hook, account: Account) -> Iterable[Item]:
        """What a webhook says about this page; other pages of the same app have doors of their own."""
        for entry in graph.entries(hook, of=self.object):
            if str(entry["id"]) == account.setting("page_id"):
                for said in entry.get("messaging", ()):
                    yield from reading.items(said)

    def hand(self, piece: Piece, account: Account) -> str:
        """Send words or a file. Raises NotSent."""
        said = {"recipient": {"id": piece.to}} | self._leave_to_write(piece.to, account)
        path = f"{account.setting('page_id')}/messages"
        answer = (
            self._file(piece.file, said, path, account)
            if piece.file
            else self.ask(account, path, said=said | {"message": {"text": piece.text}})
        )
        if not answer.get("message_id"):
            raise calling.refused("message_id?")
        return str(answer["message_id"])

    def answers_for(self, account: Account) -> timedelta | None:
        """A day, or seven where people of ours may answer for so long."""
        return WEEK if account.setting("human_agent") == "yes" else self.can.reply_within

    def _leave_to_write(self, to: str, account: Account) -> dict[str, str]:
        """By what right we write: in answer, or, when a day has passed, as a human who answers."""
        heard = heard_at(self.thread(account.door, to))
        if self.answers_for(account) == WEEK and heard and now() - heard >= DAY:
            return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        return {"messaging_type": "RESPONSE"}

    def _file(self, file: File, said: dict[str, Any], path: str, account: Account) -> dict[str, Any]:
        fields = {
            name: value if isinstance(value, str) else graph.as_json(value) for name, value in said.items()
        }
        fields["message"] = graph.as_json({"attachment": {"type": _kind(file), "payload": {}}})
        body, type_ = web.form(fields, [web.Upload("filedata", file.name, file.type, file.content)])
        return self.ask(account, path, body=body, headers={"Content-Type": type_})

    def fetch(self, file: Elsewhere, account: Account) -> bytes:
        """Fetch a file from where the webhook says it lies. Raises NotSent."""
        answer = calling.call(file.ref, method="GET", most=25 * MB)
        if not answer.ok:
            raise NotSent(say("The file is not there any more."), for_good=True)
        return answer.body

    def name_there(self, account: Account) -> str:
        """What the page is called. Raises NotSent."""
        page = account.setting("page_id")
        return str(self.ask(account, f"{page}?fields=name", method="GET").get("name", page))

    def introduce(self, account: Account, url: str) -> None:
        """Have the messages of the page told to our app. Where they go is set at Meta by hand. Raises NotSent."""
        self.ask(account, f"{account.setting('page_id')}/subscribed_apps?subscribed_fields={SUBSCRIBED}")

    def listens(self, account: Account, url: str) -> None:
        """Whether the messages of the page are told to an app at all. Raises NotSent."""
        if not self.ask(account, f"{account.setting('page_id')}/subscribed_apps", method="GET").get("data"):
            raise graph.told_to_nobody()


class Instagram(FacebookMessenger):
    """Instagram: the same protocol, with less of it."""

    kind: ClassVar[str] = "instagram"
    label: ClassVar[str | Promise] = _("Instagram")
    can: ClassVar[Abilities] = Abilities(
        files=25 * MB, each=CARRIED, fetched=True, reply_within=DAY, receipts=True, undo=True
    )
    identity: ClassVar[str] = "instagram"
    subscribes: ClassVar[str] = "messages, messaging_postbacks, messaging_seen"
    longest: ClassVar[int] = 1000
    object: ClassVar[str] = "instagram"
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="page_id", label=_("Instagram account ID")),
        *FacebookMessenger.fields[1:],
    )

    def _file(self, file: File, said: dict[str, Any], path: str, account: Account) -> dict[str, Any]:
        """Instagram takes no uploads: it fetches the file from us."""
        if not file.link:
            raise calling.no_link()
        sent = {"attachment": {"type": _kind(file), "payload": {"url": file.link}}}
        return self.ask(account, path, said=said | {"message": sent})

    def name_there(self, account: Account) -> str:
        """What the account is called. Raises NotSent."""
        found = self.ask(account, f"{account.setting('page_id')}?fields=username", method="GET")
        return str(found.get("username", account.setting("page_id")))

    def introduce(self, account: Account, url: str) -> None:
        """Where the messages of an account go is set at Meta by hand."""

    def listens(self, account: Account, url: str) -> None:
        """Meta tells that of pages only."""


def _kind(file: File) -> str:
    kind = file.type.partition("/")[0]
    return kind if kind in ("image", "audio", "video") else "file"


MESSENGER = messenger(FacebookMessenger())
INSTAGRAM = messenger(Instagram())
