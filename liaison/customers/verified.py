"""Reading who was recognised in a conversation, and for which accounts they act; the facts which rules see of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from liaison.authority.words import Fact, FactType
from liaison.customers import conversations
from liaison.customers.conversations import Conversation
from liaison.customers.queries import accounts_of, known_by, people_of
from liaison.customers.words import Yes
from liaison.kit.actor import Actor
from liaison.kit.asking import ask
from liaison.kit.clock import now
from liaison.team.queries import first_of


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """Somebody who was recognised. people: the ids of all who were found to be them. accounts: they act for now."""

    customer: int
    people: frozenset[int]
    accounts: frozenset[int]
    level: int
    means: str
    until: datetime
    valid: bool


_ON: Final = """
SELECT v.customer_id, v.level, v.means, v.until, v.channel,
  ARRAY(SELECT p.id FROM customers_customer p WHERE p.id = k.id OR p.joined_into_id = k.id),
  ARRAY(SELECT a.account_id FROM customers_acting a JOIN customers_customer p ON p.id = a.customer_id
        WHERE (p.id = k.id OR p.joined_into_id = k.id)
          AND a.since <= %(now)s::timestamptz AND (a.until IS NULL OR a.until > %(now)s::timestamptz))
FROM customers_verification v JOIN customers_customer c ON c.id = v.customer_id
CROSS JOIN LATERAL (SELECT coalesce(c.joined_into_id, c.id) AS id) k
WHERE v.ticket = %(ticket)s::bigint ORDER BY v.id
"""


def recognised_on(conversation: Conversation) -> list[Recognised]:
    """Everybody who was ever recognised in this conversation, the first before the others."""
    at = now()
    rows = ask(_ON, {"ticket": conversation.ticket, "now": at})
    return [
        Recognised(
            customer=customer,
            people=frozenset([customer, *people]),
            accounts=frozenset(accounts),
            level=level,
            means=means,
            until=until,
            valid=until > at and channel in ("", conversation.channel),
        )
        for customer, level, means, until, channel, people, accounts in rows
    ]


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
    Fact(name="own", type=FactType.FLAG, label=_("It is the own account of whoever does it")),
)
"""What every rule about a customer's things may look at."""


class Standing:
    """In which conversation something is asked for, who was recognised there, and whether they said yes."""

    def __init__(self, ticket: int | None, yes: Yes | None, *, by: Actor) -> None:
        self.conversation = None if ticket is None else conversations.read(ticket, for_=by)
        self._yes, self._by = yes, by

    @cached_property
    def recognised(self) -> list[Recognised]:
        """Everybody who was ever recognised here."""
        return [] if self.conversation is None else recognised_on(self.conversation)

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
        }

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
