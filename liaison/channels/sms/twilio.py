"""Twilio's way: forms in, forms out, signed with SHA-1 over the address and the sorted fields."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from typing import Any, ClassVar, Final
from urllib.parse import urlencode, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.channels.messaging import calling, rules
from liaison.channels.messaging.messenger import MB, Messenger
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.words import Field, Heard, Hook, Item, Piece, Told, same
from liaison.channels.words import Abilities, NotSent
from liaison.kit.sayings import say
from liaison.kit.web import Answer
from liaison.tickets.words import Elsewhere, News

RECEIPTS: Final = {
    "delivered": News.DELIVERED, "read": News.SEEN, "undelivered": News.FAILED, "failed": News.FAILED,
}  # fmt: skip
CARRIED: Final = tuple(
    (type_, 5 * MB)
    for type_ in (
        "image/jpeg", "image/png", "image/gif", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/amr", "audio/3gpp",
        "video/mp4", "video/3gpp", "video/quicktime", "video/webm", "text/vcard", "text/calendar", "application/pdf",
    )
)  # fmt: skip
NOBODY: Final = frozenset({21211, 21214, 21217, 21265, 21612, 21614, 21635, 30003, 30004, 30005, 30006})
STOPPED: Final = 21610
FILTERED: Final = 30007
UNREGISTERED: Final = frozenset({30032, 30034, 30035})
LOCKED: Final = frozenset({20005, 30002})
BUSY: Final = frozenset({20429, 14107, 30022})


class Twilio(Messenger):
    """Text messages and pictures by Twilio: parcels are its forms, doors are numbers of ours."""

    kind: ClassVar[str] = "sms"
    label: ClassVar[str | Promise] = _("Text messages (Twilio)")
    can: ClassVar[Abilities] = Abilities(files=5 * MB, each=CARRIED, fetched=True, receipts=True, undo=True)
    identity: ClassVar[str] = "phone"
    begins: ClassVar[bool] = True
    longest: ClassVar[int] = 1500
    steps: ClassVar[tuple[str | Promise, ...]] = (
        _("At Twilio, open your number or your Messaging Service."),
        _("Enter the address below for messages that come in, called by POST."),
        _("Come back and test the connection."),
    )
    taken: ClassVar[tuple[str, str]] = ("<Response/>", "text/xml")
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="account_sid", label=_("Account SID")),
        Field(name="auth_token", label=_("Auth Token"), secret=True),
        Field(
            name="number",
            label=_("Our number"),
            help=_("With its country, as +37061234567; or the SID of a Messaging Service."),
        ),
        Field(
            name="server",
            label=_("Server of the provider"),
            help=_("Leave it as it is, unless you try things out."),
            default="https://api.twilio.com",
        ),
    )

    def is_proved(self, hook: Hook, account: Account) -> bool:
        """Twilio signs the address it called, followed by every field with its value, in their order."""
        try:
            said = hook.form()
        except UnicodeDecodeError:
            return False
        given = hook.headers.get("x-twilio-signature", "")
        return any(
            same(given, _signature(url, said, account.secret("auth_token"))) for url in _addresses(hook.url)
        )

    def parse(self, hook: Hook, account: Account) -> Iterable[Item]:
        """A message, or how far one of ours has come."""
        said = hook.form()
        id_ = said["MessageSid"]
        if "Body" in said or said.get("NumMedia", "0") != "0":
            files = tuple(_file(said, number) for number in range(int(said.get("NumMedia", "0"))))
            yield Heard(peer=rules.peer_number(said["From"]), id=id_, text=said.get("Body", ""), files=files)
        elif said.get("MessageStatus") in RECEIPTS:
            code = int(said.get("ErrorCode") or 0)
            news = RECEIPTS[said["MessageStatus"]]
            why = _meant(code, said.get("To", ""), str(code)).why if news is News.FAILED else ""
            yield Told(news=news, id=id_, why=why)

    def accepts(self, address: str) -> bool:
        """Whether this is a telephone number with its country."""
        return rules.is_number(address)

    def hand(self, piece: Piece, account: Account) -> str:
        """Send words, or a file which Twilio fetches from us. Raises NotSent."""
        ours = account.setting("number")
        said = {"To": piece.to, "MessagingServiceSid" if ours.startswith("MG") else "From": ours}
        if piece.file and not piece.file.link:
            raise calling.no_link()
        said |= {"MediaUrl": piece.file.link} if piece.file else {"Body": piece.text}
        if (address := self.address_of(account)).startswith("http"):
            said["StatusCallback"] = address
        answer = self._ask(account, "/Messages.json", method="POST", said=said)
        return str(answer.json().get("sid", ""))

    def _ask(self, account: Account, path: str, *, method: str, said: dict[str, str] | None = None) -> Answer:
        url = f"{account.setting('server')}/2010-04-01/Accounts/{account.setting('account_sid')}{path}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", **_known(account)}
        answer = calling.call(url, method=method, headers=headers, body=urlencode(said or {}).encode())
        if not answer.ok:
            raise _no(answer, (said or {}).get("To", ""))
        return answer

    def fetch(self, file: Elsewhere, account: Account) -> bytes:
        """Fetch a file; our credentials go to Twilio's own server alone. Raises NotSent."""
        own = urlsplit(account.setting("server")).netloc == urlsplit(file.ref).netloc
        answer = calling.call(file.ref, method="GET", headers=_known(account) if own else {}, most=25 * MB)
        if not answer.ok:
            raise _no(answer, "")
        return answer.body

    def name_there(self, account: Account) -> str:
        """What the account is called. Where webhooks go is set at Twilio by hand. Raises NotSent."""
        found = self._ask(account, ".json", method="GET").json()
        return str(found.get("friendly_name", account.setting("account_sid")))


def _addresses(url: str) -> tuple[str, ...]:
    """An address with and without the usual port: which of them Twilio signs depends on how it was entered there."""
    there = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(there.scheme)
    if there.port not in (None, usual):
        return (url,)
    host = there.hostname or ""
    return tuple(there._replace(netloc=netloc).geturl() for netloc in (host, f"{host}:{usual}"))


def _signature(url: str, said: dict[str, str], token: str) -> str:
    text = url + "".join(name + said[name] for name in sorted(said))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _known(account: Account) -> dict[str, str]:
    pair = f"{account.setting('account_sid')}:{account.secret('auth_token')}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _file(said: dict[str, str], number: int) -> Elsewhere:
    type_ = said.get(f"MediaContentType{number}", "application/octet-stream")
    ending = {"jpeg": "jpg"}.get(type_.rpartition("/")[2], type_.rpartition("/")[2])
    return Elsewhere(said[f"MediaUrl{number}"], f"{number + 1}.{ending}", type_)


def _no(answer: Answer, to: str) -> NotSent:
    said: dict[str, Any] = answer.json()
    if answer.status == 401:
        return calling.not_signed_in()
    code = said.get("code", 0)
    if code in BUSY:
        return calling.busy(answer)
    return _meant(code, to, str(said.get("message") or answer.status))


def _meant(code: int, to: str, words: str) -> NotSent:
    if code == STOPPED:
        why = say("They have asked for no more text messages (STOP). They can write START to get them again.")
        return NotSent(why, for_good=True)
    if code in NOBODY:
        return calling.nobody_there(to)
    if code == FILTERED:
        why = say("The carrier took this message for unwanted and did not deliver it. Other words may help.")
        return NotSent(why, for_good=True)
    if code in UNREGISTERED:
        return calling.locked(f"{words[:200]} ({code})")
    if code in LOCKED:
        return calling.locked(words[:300])
    return calling.refused(words[:300])
