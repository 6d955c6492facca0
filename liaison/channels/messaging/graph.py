"""What the messengers of Meta have in common: the Graph API, its signatures, its way of saying no."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging import calling
from liaison.channels.messaging.messenger import Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.words import Field, Hook, same
from liaison.channels.words import NotSent
from liaison.kit.sayings import say
from liaison.kit.web import Answer

SERVER: Final = "https://graph.facebook.com/v26.0"
BUSY: Final = frozenset({4, 17, 32, 613, 80006, 80007, 130429, 131048, 131056, 133016})
ILL: Final = frozenset({1, 2, 1200, 131000, 131016, 131057})
STRANGERS: Final = frozenset({0, 190})
LATE: Final = frozenset({131047, 2018278, 2534022})
GONE: Final = frozenset({131021, 131026, 131030, 551, 1545041, 2018001, 2018108})
# The whole number or page may send nothing: blocked for a breach of the rules, locked, not paid, not registered.
LOCKED: Final = frozenset({368, 131031, 131042, 131045, 133010, 1893063})
# A permission is missing: whatever stands between, and the two that stand alone.
FORBIDDEN: Final = frozenset({3, 10, *range(200, 300), 131005})
TOKEN: Final = Field(name="access_token", label=_("Access token"), secret=True)
APP_SECRET: Final = Field(
    name="app_secret",
    label=_("App secret"),
    help=_("It stands in the settings of your app at Meta; webhooks are signed with it."),
    secret=True,
)
SERVER_FIELD: Final = Field(
    name="server",
    label=_("Server of the provider"),
    help=_("Leave it as it is, unless you try things out."),
    default=SERVER,
)


class GraphMessenger(Messenger):
    """A messenger behind the Graph API."""

    shows_token: ClassVar[bool] = True
    steps: ClassVar[tuple[str | Promise, ...]] = (
        _("In your app at Meta, open the settings of webhooks. Enter the address and the token below."),
        _("Subscribe there to the fields named below."),
        _("Come back and test the connection."),
    )

    def is_proved(self, hook: Hook, account: Account) -> bool:
        """The body is signed with the secret of our app."""
        return hook.is_signed("x-hub-signature-256", account.secret("app_secret"))

    def challenged(self, hook: Hook, account: Account) -> str | None:
        """Meta tries the address out with the token that was shown beside it."""
        if hook.query.get("hub.mode") != "subscribe":
            return None
        if not same(hook.query.get("hub.verify_token", ""), account.token.reveal()):
            return None
        return hook.query.get("hub.challenge", "")

    def ask(self, account: Account, path: str, **more: Any) -> dict[str, Any]:
        """Ask the Graph API and return what it answers. Raises NotSent."""
        headers = {"Authorization": f"Bearer {account.secret('access_token')}", **more.pop("headers", {})}
        answer = calling.call(f"{account.setting('server')}/{path}", headers=headers, **more)
        if not answer.ok:
            raise self.no(answer, templates=self.can.templates)
        return answer.json()

    def no(self, answer: Answer, *, templates: bool) -> NotSent:
        """What the Graph API means by a no. It is told by its code; the status of the answer is not to be relied on."""
        error = answer.json().get("error")
        return meant(error if isinstance(error, dict) else {}, templates=templates, answer=answer)


def meant(error: Mapping[str, Any], *, templates: bool, answer: Answer | None = None) -> NotSent:
    """A NotSent for an error of the Graph API, whether it was answered or came by a webhook."""
    codes = {error.get("code"), error.get("error_subcode")}
    if codes & LATE:
        return calling.too_late(templates=templates)
    if codes & BUSY:
        return calling.busy(answer or Answer(429))
    if codes & ILL:
        return calling.ill()
    if codes & STRANGERS:
        return calling.not_signed_in()
    if codes & GONE:
        return NotSent(say("The customer cannot be reached there any more."), for_good=True)
    if codes & (LOCKED | FORBIDDEN):
        return calling.locked(_words(error))
    return calling.refused(_words(error) or (str(answer.status) if answer else "?"))


def told_to_nobody() -> NotSent:
    """No app of ours is told of what customers write."""
    why = say("Meta tells no app of what customers write here. Test the connection to set it again.")
    return calling.elsewhere(why)


def _words(error: Mapping[str, Any]) -> str:
    more = error.get("error_data")
    details = more.get("details") if isinstance(more, dict) else ""
    return str(details or error.get("error_user_msg") or error.get("message") or error.get("title") or "")[
        :300
    ]


def entries(hook: Hook, *, of: str) -> Iterator[dict[str, Any]]:
    """The entries of a webhook about one kind of object. Raises ValueError for anything else."""
    said = hook.json()
    if not isinstance(said, dict) or said.get("object") != of:
        raise ValueError(f"this webhook is not about {of}")
    yield from said["entry"]


def moment(stamp: str | int, *, per_second: int = 1) -> datetime:
    """When something was, from a Unix time in seconds or their parts."""
    return datetime.fromtimestamp(int(stamp) / per_second, UTC)


def as_json(value: object) -> str:
    """A value as a field of a form."""
    return json.dumps(value, ensure_ascii=False)
