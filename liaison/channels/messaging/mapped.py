"""A messenger that is described rather than programmed: where things stand in its webhooks, and where ours go."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging import calling
from liaison.channels.messaging.messenger import MB, Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.words import Field, Heard, Hook, Item, Piece, Told, same
from liaison.channels.words import NotSent
from liaison.kit.sayings import say
from liaison.tickets.words import Elsewhere, News

LARGEST: Final = 25 * MB
TOLD: Final = {
    "delivered": News.DELIVERED, "delivrd": News.DELIVERED, "read": News.SEEN, "seen": News.SEEN,
    "failed": News.FAILED, "undelivered": News.FAILED, "undeliv": News.FAILED, "rejected": News.FAILED,
    "rejectd": News.FAILED, "expired": News.FAILED, "edited": News.EDITED, "deleted": News.TAKEN_BACK,
}  # fmt: skip
SAYS: Final = frozenset({"", "message", "received"})
WHERE: Final = _(
    "Where it stands in your webhooks; inner fields are named with points, as data.message.text."
)
SENDING: Final = (
    Field(name="url", label=_("Address to which messages are sent"), help=_("They are sent by POST.")),
    Field(
        name="form",
        label=_("How messages are sent"),
        default="json",
        choices=(("json", _("As JSON")), ("form", _("As a form"))),
    ),
    Field(
        name="token",
        label=_("Token for sending"),
        help=_("Sent as a bearer token."),
        secret=True,
        required=False,
    ),
    Field(
        name="secret",
        label=_("Shared secret"),
        help=_(
            "Signs the bodies of both sides with HMAC-SHA256, in hexadecimal; or send it as a bearer token."
        ),
        secret=True,
    ),
    Field(name="signature", label=_("Header with the signature"), default="X-Signature"),
)
PLACES: Final = (
    Field(name="id", label=_("Field with the id of the message"), help=WHERE, default="id"),
    Field(name="from", label=_("Field with the sender"), help=WHERE, default="from"),
    Field(name="text", label=_("Field with the text"), help=WHERE, default="text"),
    Field(name="name", label=_("Field with the sender’s name"), help=WHERE, required=False, default="name"),
    Field(name="at", label=_("Field with the time"), help=WHERE, required=False, default="at"),
    Field(
        name="status", label=_("Field with the kind of event"), help=WHERE, required=False, default="event"
    ),
    Field(name="files", label=_("Field with the files"), help=WHERE, required=False, default="files"),
    Field(name="to", label=_("Field for the receiver, in what we send"), default="to"),
    Field(name="words", label=_("Field for the text, in what we send"), default="text"),
    Field(name="answer", label=_("Field with the id, in the answer to it"), required=False, default="id"),
)


class MappedMessenger(Messenger):
    """A messenger whose fields an administrator names."""

    fields: ClassVar[tuple[Field, ...]] = (*SENDING, *PLACES)
    can_be_asked: ClassVar[bool] = False
    steps: ClassVar[tuple[str | Promise, ...]] = (
        _(
            "Have messages posted to the address below, signed with the shared secret or with it as a bearer token."
        ),
        _("Send a message from there; it lies in the inbox a moment later."),
    )

    def is_proved(self, hook: Hook, account: Account) -> bool:
        """The body is signed with the shared secret, or the secret comes as a bearer token."""
        secret = account.secret("secret")
        header = account.setting("signature").lower()
        given = hook.headers.get("authorization", "").removeprefix("Bearer ")
        return bool(secret) and (
            any(hook.is_signed(header, secret, prefix=prefix) for prefix in ("sha256=", ""))
            or same(given, secret)
        )

    def parse(self, hook: Hook, account: Account) -> Iterable[Item]:
        """What a webhook says: one event, or a list of them."""
        for said in _events(hook):
            yield self._event(said, account)

    def _event(self, said: Mapping[str, Any], account: Account) -> Item:
        id_ = str(_there(said, account, "id") or "")
        if not id_:
            raise ValueError(f"the field {account.setting('id')!r} has no id")
        event = str(_there(said, account, "status") or "").lower()
        text = str(_there(said, account, "text") or "")
        peer = self.peer(str(_there(said, account, "from") or ""))
        if event in TOLD:
            return Told(news=TOLD[event], id=id_, peer=peer, text=text, why=_why(TOLD[event], text))
        if event not in SAYS:
            raise ValueError(f"nobody knows what {event!r} is")
        if not peer:
            raise ValueError(f"the field {account.setting('from')!r} has no sender")
        return Heard(
            peer=peer,
            id=id_,
            text=text,
            name=str(_there(said, account, "name") or ""),
            at=_moment(_there(said, account, "at")),
            files=tuple(_files(_there(said, account, "files"))),
        )

    def peer(self, text: str) -> str:
        """The one form of an address."""
        return text.strip()

    def hand(self, piece: Piece, account: Account) -> str:
        """Send words or the address of a file. Raises NotSent."""
        said: dict[str, Any] = {"key": piece.key, account.setting("to"): piece.to}
        said[account.setting("words")] = piece.text
        if piece.file:
            if not piece.file.link:
                raise calling.no_link()
            said["file"] = {"name": piece.file.name, "type": piece.file.type, "url": piece.file.link}
        return self.post(self.extended(said, account), account, key=piece.key)

    def extended(self, said: dict[str, Any], account: Account) -> dict[str, Any]:
        """What more is said to this provider."""
        return said

    def post(self, said: dict[str, Any], account: Account, *, key: str) -> str:
        """Post it, signed, and return the id there; our own key where the answer has none. Raises NotSent."""
        body, type_ = _written(said, account.setting("form"))
        headers = {"Content-Type": type_, "Idempotency-Key": key}
        if token := account.secret("token"):
            headers["Authorization"] = f"Bearer {token}"
        made = hmac.new(account.secret("secret").encode(), body, hashlib.sha256).hexdigest()
        headers[account.setting("signature")] = f"sha256={made}"
        answer = calling.call(account.setting("url"), headers=headers, body=body)
        if answer.status in (401, 403):
            raise calling.not_signed_in()
        if not answer.ok:
            raise calling.refused(str(answer.json().get("message") or answer.status)[:300])
        return str(_at_path(answer.json(), account.setting("answer")) or key)

    def fetch(self, file: Elsewhere, account: Account) -> bytes:
        """Fetch a file from where the webhook says it lies. Raises NotSent."""
        answer = calling.call(file.ref, method="GET", most=LARGEST)
        if not answer.ok:
            raise NotSent(say("The file is not there any more."), for_good=True)
        return answer.body

    def name_there(self, account: Account) -> str:
        """Nothing can be asked of a stranger without a message; tell where ours would go."""
        return account.setting("url")


def _events(hook: Hook) -> Iterator[Mapping[str, Any]]:
    is_form = hook.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    said = hook.form() if is_form else hook.json()
    for one in said if isinstance(said, list) else [said]:
        if not isinstance(one, Mapping):
            raise ValueError("an object is wanted")
        yield one


def _there(said: Mapping[str, Any], account: Account, name: str) -> Any:
    return _at_path(said, account.setting(name))


def _at_path(said: Any, path: str) -> Any:
    """What stands at a path such as data.message.text; numbers are places of a list."""
    for step in path.split(".") if path else ():
        if isinstance(said, list):
            said = said[int(step)] if step.isdecimal() and int(step) < len(said) else None
        else:
            said = said.get(step) if isinstance(said, Mapping) else None
    return said if path else None


def _files(found: Any) -> Iterator[Elsewhere]:
    for one in found if isinstance(found, list) else ():
        url, type_ = str(one["url"]), str(one.get("type") or "application/octet-stream")
        yield Elsewhere(url, str(one.get("name") or url.partition("?")[0].rpartition("/")[2]), type_)


def _moment(found: Any) -> datetime | None:
    """A time as a Unix time in seconds or as ISO 8601 with its zone; whatever else is not believed."""
    try:
        at = datetime.fromtimestamp(float(found), UTC) if _is_number(found) else datetime.fromisoformat(found)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else None


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) or (isinstance(found, str) and found.isdecimal())


def _why(news: News, text: str) -> str:
    if news is not News.FAILED:
        return ""
    return say("The provider could not deliver this message: “%(why)s”.", why=text or "?")


def _written(said: dict[str, Any], form: str) -> tuple[bytes, str]:
    if form == "form":
        flat = {name: value["url"] if isinstance(value, dict) else value for name, value in said.items()}
        return urlencode(flat).encode(), "application/x-www-form-urlencoded"
    return calling.as_json(said), "application/json"
