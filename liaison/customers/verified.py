"""Reading who was recognised in a conversation, and for which accounts they act; the facts which rules see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from liaison.authority.words import Fact, FactType
from liaison.customers import conversations
from liaison.customers.care import STANDING
from liaison.customers.conversations import Conversation
from liaison.customers.queries import accounts_of, known_by, people_of
from liaison.customers.words import Care, Yes
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.team.queries import first_of


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """Somebody who was recognised. people: the ids of all who were found to be them. accounts: they act for now.

    guarding: those of the accounts for which they act as a guardian. marks: their care marks.
    """

    customer: int
    people: frozenset[int]
    accounts: frozenset[int]
    guarding: frozenset[int]
    level: int
    means: str
    until: datetime
    valid: bool
    marks: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Speakers:
    """Who was recognised in a conversation, the first before the others. marks: of the people it is about."""

    recognised: list[Recognised]
    marks: frozenset[str]


# Care marks are read along with the people, so that every rule may look at them without a question more. The first
# row of it is there even when nobody was recognised, for the marks of those it is about.
_ON: Final = f"""
WITH kept AS (
  SELECT coalesce(joined_into_id, id) AS id FROM customers_customer WHERE id = ANY(%(about)s::bigint[])
)
SELECT ARRAY(SELECT m.kind FROM customers_care_mark m JOIN customers_customer p ON p.id = m.customer_id
        WHERE coalesce(p.joined_into_id, p.id) IN (SELECT id FROM kept) AND {STANDING}),
  v.customer_id, v.level, v.means, v.until, v.channel,
  ARRAY(SELECT p.id FROM customers_customer p WHERE p.id = k.id OR p.joined_into_id = k.id),
  ARRAY(SELECT a.account_id FROM customers_acting a JOIN customers_customer p ON p.id = a.customer_id
        WHERE (p.id = k.id OR p.joined_into_id = k.id)
          AND a.since <= %(now)s::timestamptz AND (a.until IS NULL OR a.until > %(now)s::timestamptz)),
  ARRAY(SELECT a.account_id FROM customers_acting a JOIN customers_customer p ON p.id = a.customer_id
        WHERE (p.id = k.id OR p.joined_into_id = k.id) AND a.role = 'guardian'
          AND a.since <= %(now)s::timestamptz AND (a.until IS NULL OR a.until > %(now)s::timestamptz)),
  ARRAY(SELECT m.kind FROM customers_care_mark m JOIN customers_customer p ON p.id = m.customer_id
        WHERE (p.id = k.id OR p.joined_into_id = k.id) AND {STANDING})
FROM (VALUES (1)) AS always
LEFT JOIN customers_verification v ON v.ticket = %(ticket)s::bigint
LEFT JOIN customers_customer c ON c.id = v.customer_id
CROSS JOIN LATERAL (SELECT coalesce(c.joined_into_id, c.id) AS id) k
ORDER BY v.id
"""  # noqa: S608


def speakers(conversation: Conversation | None, *, customer: int | None = None) -> Speakers:
    """Everybody who was ever recognised in this conversation, and the care marks of whoever it is about.

    customer: id of the person whose order or file it is, besides the one whom the ticket names.
    """
    about = {conversation.customer if conversation else None, customer} - {None}
    if conversation is None and not about:
        return Speakers(recognised=[], marks=frozenset())
    at = now()
    ticket = conversation.ticket if conversation else None
    rows = ask(_ON, {"ticket": ticket, "now": at, "about": sorted(one for one in about if one is not None)})
    channel = conversation.channel if conversation else ""
    known = [_recognised(row[1:], at=at, channel=channel) for row in rows if row[1] is not None]
    return Speakers(recognised=known, marks=frozenset(rows[0][0]))


def _recognised(row: tuple[Any, ...], *, at: datetime, channel: str) -> Recognised:
    customer, level, means, until, on, people, accounts, guarding, marks = row
    return Recognised(
        customer=customer,
        people=frozenset([customer, *people]),
        accounts=frozenset(accounts),
        guarding=frozenset(guarding),
        level=level,
        means=means,
        until=until,
        valid=until > at and on in ("", channel),
        marks=frozenset(marks),
    )


FACTS: Final = (
    Fact(
        name="customer.verified",
        type=FactType.FLAG,
        label=_("The customer was recognised in this conversation"),
    ),
    Fact(
        name="customer.level",
        type=FactType.NUMBER,
        label=_("How surely the customer was recognised (0 to 3)"),
    ),
    Fact(
        name="conversation.one_customer",
        type=FactType.FLAG,
        label=_("The conversation is about one customer only"),
    ),
    Fact(
        name="conversation.given",
        type=FactType.FLAG,
        label=_("It is done in a conversation with the customer"),
    ),
    Fact(name="yes.given", type=FactType.FLAG, label=_("The customer said yes to the listed details")),
    Fact(
        name="customer.vulnerable",
        type=FactType.FLAG,
        label=_("The customer is marked as vulnerable"),
        personal=True,
    ),
    Fact(
        name="customer.minor",
        type=FactType.FLAG,
        label=_("The customer is marked as a minor"),
        personal=True,
    ),
    Fact(
        name="customer.interpreter",
        type=FactType.FLAG,
        label=_("The customer needs an interpreter"),
        personal=True,
    ),
    Fact(
        name="customer.no_phone",
        type=FactType.FLAG,
        label=_("The customer is not to be called"),
        personal=True,
    ),
    Fact(
        name="customer.guardian",
        type=FactType.FLAG,
        label=_("A guardian was recognised in this conversation"),
    ),
    Fact(name="ticket.held", type=FactType.FLAG, label=_("The ticket is under a legal hold")),
    Fact(name="own", type=FactType.FLAG, label=_("It is the own account of whoever does it")),
)
"""What every rule about a customer's things may look at."""


class Standing:
    """In which conversation something is asked for, who was recognised there, and whether they said yes."""

    def __init__(
        self, ticket: int | None, yes: Yes | None, *, by: Actor, customer: int | None = None
    ) -> None:
        """customer: id of the person whose order or file it is about, where there is one."""
        self.conversation = None if ticket is None else conversations.read(ticket, for_=by)
        self._yes, self._by, self._customer = yes, by, customer

    @cached_property
    def _speakers(self) -> Speakers:
        return speakers(self.conversation, customer=self._customer)

    @property
    def recognised(self) -> list[Recognised]:
        """Everybody who was ever recognised here."""
        return self._speakers.recognised

    @property
    def department(self) -> int | None:
        """Whose conversation it is."""
        return self.conversation.department if self.conversation else None

    @property
    def refs(self) -> tuple[str, ...]:
        """The conversation, as the journal calls it."""
        return (f"ticket:{self.conversation.ticket}",) if self.conversation else ()

    def knows(self, *, account: int | None = None, people: frozenset[int] = frozenset()) -> list[Recognised]:
        """Those recognised now who act for the account, or are one of these people."""
        return [
            one
            for one in self.recognised
            if one.valid and (account in one.accounts or bool(one.people & people))
        ]

    @cached_property
    def said_yes(self) -> bool:
        """Whether the customer's yes is there: a message of theirs, or what was read aloud and their answer."""
        if self._yes is None or self.conversation is None:
            return False
        if self._yes.message is not None:
            return conversations.is_theirs(self._yes.message, ticket=self.conversation.ticket)
        return bool(self._yes.read_aloud.strip() and self._yes.answered.strip())

    def facts(self, *, account: int | None = None, people: frozenset[int] = frozenset()) -> Mapping[str, Any]:
        """The values of `FACTS` for what belongs to an account, or to these people."""
        valid = [one for one in self.recognised if one.valid]
        return {
            "customer.verified": bool(valid),
            "customer.level": max((one.level for one in valid), default=0),
            "conversation.one_customer": self._is_about(account, people),
            "conversation.given": self.conversation is not None,
            "yes.given": self.said_yes,
            "own": self._is_own(account, people),
            "ticket.held": self.conversation is not None and self.conversation.held,
            "customer.guardian": self._is_guarded(account),
            **self._cares(),
        }

    def _cares(self) -> dict[str, bool]:
        """What is to be borne in mind with whoever was recognised, is named by the ticket, or whose thing it is."""
        marks = self._speakers.marks.union(*(one.marks for one in self.recognised if one.valid))
        return {f"customer.{kind}": kind.value in marks for kind in Care}

    def _is_guarded(self, account: int | None) -> bool:
        """Whether somebody recognised acts as a guardian for the account, or else for that of the ticket."""
        asked = account if account is not None or self.conversation is None else self.conversation.account
        return any(one.valid and asked in one.guarding for one in self.recognised)

    def _is_about(self, account: int | None, people: frozenset[int]) -> bool:
        """Whether whoever was recognised first is one of these people or acts for the account.

        The first, not all: else recognising a second person would end the conversation for the first one, too.
        """
        return not self.recognised or any(
            account in one.accounts or bool(one.people & people) for one in self.recognised[:1]
        )

    def _is_own(self, account: int | None, people: frozenset[int]) -> bool:
        """Whether whoever acts is one of these people, or acts for the account as a customer."""
        own, accounts = self._own
        return bool(own & people) or account in accounts

    @cached_property
    def _own(self) -> tuple[frozenset[int], frozenset[int]]:
        """Who whoever acts is as a customer, and the accounts for which they act then."""
        member = first_of([self._by.ref])
        known = known_by("email", member.email.lower()) if member else []
        own = frozenset(id_ for one in known for id_ in people_of(one.pk))
        return own, frozenset(accounts_of(own) if own else ())
