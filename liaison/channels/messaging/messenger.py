"""What every messenger does alike. Its own folder says how its webhooks read, how a piece leaves, what it can do."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import quote, quote_plus

from django.conf import settings
from django.utils.functional import Promise

from liaison.channels.carrying import must_carry
from liaison.channels.messaging import actions, links, queries, rules
from liaison.channels.messaging.errors import TimeIsOver, TimeIsOverButForTemplates
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.troubles import told
from liaison.channels.messaging.words import Field, File, Heard, Hook, Item, Offer, Piece, Told
from liaison.channels.words import Abilities, Besides, Kept, NotSent, Outgoing, Receipt, Side
from liaison.files import actions as files
from liaison.files.queries import read as read_bytes
from liaison.kit.clock import now
from liaison.kit.errors import Refusal
from liaison.kit.sayings import say
from liaison.tickets.queries import heard_at
from liaison.tickets.words import Address, Arrival, Elsewhere, Enclosed, Received, Report

DAY: Final = timedelta(days=1)
MB: Final = 2**20
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Messenger:
    """One provider's messenger: parcels are its webhooks, doors are our accounts with it.

    identity: the kind under which customers are known there. fields: what an administrator types about an account.
    begins: whether we may speak first. longest: bytes (UTF-8) of words in one go; longer ones are cut between words.
     taken: what the provider wants to hear when a webhook is kept: body and type. can_be_asked: whether there is
     anything to ask without sending a message. steps: what is to be done at the provider, one after the other.
     shows_token: whether our token is to be entered there beside our address. subscribes: to what there, by name.
    """

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    can: ClassVar[Abilities] = Abilities()
    identity: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]] = ()
    begins: ClassVar[bool] = False
    longest: ClassVar[int] = 4000
    taken: ClassVar[tuple[str, str]] = ("{}", "application/json")
    can_be_asked: ClassVar[bool] = True
    steps: ClassVar[tuple[str | Promise, ...]] = ()
    shows_token: ClassVar[bool] = False
    subscribes: ClassVar[str] = ""

    def is_proved(self, hook: Hook, account: Account) -> bool:
        """Whether a webhook comes from the provider."""
        raise NotImplementedError

    def challenged(self, hook: Hook, account: Account) -> str | None:
        """What to answer a provider that tries the address out (GET), None to whoever is not it."""
        return None

    def parse(self, hook: Hook, account: Account) -> Iterable[Item]:
        """What a webhook says. Raises whatever is wrong with it; then it becomes a ticket for somebody to look at."""
        raise NotImplementedError

    def hand(self, piece: Piece, account: Account) -> str:
        """Hand over one piece and return its id there. Raises NotSent."""
        raise NotImplementedError

    def fetch(self, file: Elsewhere, account: Account) -> bytes:
        """Fetch a file which a customer sent. Raises NotSent."""
        raise NotImplementedError

    def offers(self, account: Account) -> list[Offer]:
        """The texts which the provider has approved. Raises NotSent."""
        return []

    def name_there(self, account: Account) -> str:
        """Ask what the account is called there: whoever is told so is let in. Raises NotSent."""
        raise NotImplementedError

    def introduce(self, account: Account, url: str) -> None:
        """Tell the provider where to call us, where that can be told by a program. Raises NotSent."""

    def listens(self, account: Account, url: str) -> None:
        """Find out whether the provider would call us, where it tells. Raises NotSent about that side."""

    def connect(self, account: Account, url: str) -> str:
        """Try the account out, and tell the provider our address. Return what it is called there. Raises NotSent."""
        called = self.name_there(account)
        self.introduce(account, url)
        return called

    def accepts(self, address: str) -> bool:
        """Whether somebody could have this address there."""
        return bool(address.strip())

    def answers_for(self, account: Account) -> timedelta | None:
        """How long after the customer's last word we may answer freely; None for ever."""
        return self.can.reply_within

    def closes_at(self, door: str, to: str) -> datetime | None:
        """When the time to answer somebody by a door is over; long ago when they never wrote there; None for never."""
        within = self.answers_for(queries.account_of(door)) if self.can.reply_within else None
        if within is None:
            return None
        heard = heard_at(self.thread(door, to))
        return heard + within if heard else LONG_AGO

    def must_be_open(self, door: str, to: str) -> None:
        """Raise TimeIsOver when somebody may not be answered freely any more."""
        closes = self.closes_at(door, to)
        if closes is not None and closes <= now():
            raise TimeIsOverButForTemplates if self.can.templates else TimeIsOver

    def must_take(self, file: Enclosed) -> None:
        """Raise a Refusal for a file which the provider does not carry."""
        must_carry(file, self.can, channel=str(self.label))

    def known_as(self, account: Account, peer: str, id_: str) -> str:
        """Under which id a message is found again here."""
        return f"{account.door}/{id_}"

    def read(self, parcel: Kept) -> Sequence[Arrival | Report | Besides]:
        """Understand one webhook."""
        account = queries.account_of(parcel.door)
        return [self._item(item, parcel, account) for item in self.parse(_hook(parcel), account)]

    def _item(self, item: Item, parcel: Kept, account: Account) -> Arrival | Report | Besides:
        if isinstance(item, Heard):
            return self._arrival(item, parcel, account)
        if isinstance(item, Told):
            return self._report(item, parcel, account)
        return Decline(account.pk, item.peer)

    def _arrival(self, heard: Heard, parcel: Kept, account: Account) -> Arrival:
        id_ = self.known_as(account, heard.peer, heard.id)
        words = heard.text or "\n".join(rules.file_words(file.name, file.type) for file in heard.files)
        return Arrival(
            channel=self.kind,
            door=account.door,
            department=account.department_id,
            parcel=parcel.id,
            sender=Address(heard.peer, heard.name),
            identity=heard.identity or self.identity,
            text=words,
            reply=words,
            language=heard.language,
            at=heard.at or parcel.kept_at,
            external_id=id_,
            fingerprint=rules.fingerprint(id_),
            thread=self.thread(account.door, heard.peer),
            elsewhere=heard.files,
        )

    def _report(self, told: Told, parcel: Kept, account: Account) -> Report:
        known = queries.first_part_of(self.known_as(account, told.peer, told.id)) if told.id else ""
        thread = "" if told.id else self.thread(account.door, told.peer)
        return Report(
            news=told.news, external_id=known, thread=thread, until=told.until, text=told.text, why=told.why,
            parcel=parcel.id,
        )  # fmt: skip

    def thread(self, door: str, peer: str) -> str:
        """How the lasting conversation with somebody is called."""
        return f"{door}/{peer}"[:160]

    def unread(self, parcel: Kept, *, why: str) -> Arrival:
        """What stands in for a webhook that could not be read."""
        account = queries.account_of(parcel.door)
        raw = Enclosed(files.keep(parcel.raw), "webhook.txt", "text/plain", len(parcel.raw))
        return Arrival(
            channel=self.kind, door=account.door, department=account.department_id, parcel=parcel.id,
            sender=Address(""), identity=self.identity, at=parcel.kept_at, unreadable=why, enclosed=(raw,),
            fingerprint=rules.fingerprint(f"parcel {parcel.id}"),
        )  # fmt: skip

    def after(self, arrival: Arrival, received: Received) -> None:
        """Have the files fetched which still lie with the provider."""
        if received.new:
            for file in arrival.elsewhere:
                actions.fetch_later(arrival.door, received.message, file)

    def redact(self, raw: bytes, text: str, mark: str) -> bytes:
        """Take a text out of a webhook, as it is and as JSON and forms write it."""
        for form in _forms(text):
            raw = raw.replace(form, mark.encode())
        return raw

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand over a message, piece by piece: the words, then each file. Raises NotSent."""
        account = queries.account_of(outgoing.door)
        if account.closed_at:
            raise NotSent(say("This account is not connected any more."), for_good=True)
        to = outgoing.to[0].address if outgoing.to else ""
        try:
            if queries.template_for(outgoing.message) is None:
                self.must_be_open(account.door, to)
            for file in outgoing.enclosed:
                self.must_take(file)
        except Refusal as no:
            raise NotSent(no.kept, for_good=True) from no
        there = queries.parts_of(outgoing.message)
        for number, piece in enumerate(self._pieces(outgoing, to, account)):
            if number not in there:
                with told(account, Side.OUT, Side.ACCOUNT):
                    there[number] = self.known_as(account, to, self.hand(piece, account))
                actions.handed(outgoing.message, number, there[number])
        actions.note(account, "sent_at")
        return Receipt(there[0])

    def _pieces(self, outgoing: Outgoing, to: str, account: Account) -> Iterator[Piece]:
        """The words, in as many goes as they need, then each file."""
        if template := queries.template_for(outgoing.message):
            yield Piece(key=outgoing.key, to=to, text=outgoing.text, template=template)
        else:
            for number, words in enumerate(rules.cut(outgoing.text, self.longest)):
                yield Piece(key=f"{outgoing.key}.w{number}", to=to, text=words)
        for number, file in enumerate(outgoing.enclosed):
            link = links.link_to(file, account)
            content = File(file.name, file.type, read_bytes(file.sha256), link)
            yield Piece(key=f"{outgoing.key}.f{number}", to=to, file=content)

    def address_of(self, account: Account) -> str:
        """Where the provider calls us."""
        return f"{settings.LIAISON['URL'].rstrip('/')}/hooks/{account.kind}/{account.key}/"


@dataclass(frozen=True)
class Decline:
    """Tell a group, once a day, that nobody is answered there."""

    account: int
    peer: str

    def follow(self) -> None:
        """Have it told once the parcel is read."""
        actions.decline_later(self.account, self.peer)


def _hook(parcel: Kept) -> Hook:
    given: Any = parcel.envelope.get("headers", {})
    return Hook("POST", "", {}, given, parcel.raw)


def _forms(text: str) -> list[bytes]:
    if not text:
        return []
    plain = [
        text,
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        quote_plus(text),
        quote(text),
    ]
    return [one.encode() for one in dict.fromkeys(plain)]
