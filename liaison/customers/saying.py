"""Reading what people only say of themselves: which addresses and numbers, and whose those are."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.db import connection

from liaison.customers.models import Customer, Identity
from liaison.customers.words import Known

# Whoever has no name is called by the address or number they were last met by.
CALLED: Final = """COALESCE(NULLIF(c.name, ''), (
  SELECT i.shown FROM customers_identity i WHERE i.customer_id = c.id
  ORDER BY i.removed_at IS NULL DESC, i.id DESC LIMIT 1
), '')"""


class Offer(NamedTuple):
    """Somebody else who may be the same person: the one is known by what the other only says.

    identity: id of the address or number that is only said. shown: as it was written. whose: id of the person who says
    it. other: id of the other person, of whose file nothing is shown but the name. name: what the other is called.
    """

    identity: int
    shown: str
    whose: int
    other: int
    name: str

    @property
    def is_theirs(self) -> bool:
        """Whether the other person is the one who says it."""
        return self.whose == self.other


OFFERS: Final = f"""(SELECT jsonb_agg(DISTINCT jsonb_build_array(
     CASE WHEN mine.said THEN mine.id ELSE theirs.id END, CASE WHEN mine.said THEN mine.shown ELSE theirs.shown END,
     CASE WHEN mine.said THEN mine.customer_id ELSE coalesce(o.joined_into_id, o.id) END,
     coalesce(o.joined_into_id, o.id),
     (SELECT {CALLED} FROM customers_customer c WHERE c.id = coalesce(o.joined_into_id, o.id))))
   FROM customers_identity mine
   JOIN customers_identity theirs ON theirs.kind = mine.kind AND theirs.value = mine.value
     AND theirs.removed_at IS NULL AND theirs.said <> mine.said
   JOIN customers_customer o ON o.id = theirs.customer_id
   WHERE mine.removed_at IS NULL AND mine.customer_id IN (SELECT id FROM people)
     AND theirs.customer_id NOT IN (SELECT id FROM people))"""  # noqa: S608
"""For the question about a person, whose `people` are named before it."""


def begun_by(identities: Iterable[Known]) -> dict[Known, Customer]:
    """The files that were begun by somebody who only said these addresses or numbers, and is reached by nothing else.

    A visitor who says an address is reached by the chat, and so is none of them: what they say there is nothing that
    whoever has the address may read.
    """
    kinds, values = zip(*wanted, strict=True) if (wanted := list(identities)) else ((), ())
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, [list(kinds), list(values)])
        rows = cursor.fetchall()
    people = Customer.objects.in_bulk({id_ for _, _, id_ in rows}) if rows else {}
    return {(kind, value): people[id_] for kind, value, id_ in reversed(rows)}


_BEGUN = """
SELECT said.kind, said.value, said.customer_id
FROM unnest(%s::text[], %s::text[]) AS asked (kind, value)
JOIN customers_identity AS said ON said.kind = asked.kind AND said.value = asked.value AND said.removed_at IS NULL
  AND said.said
JOIN customers_customer AS person ON person.id = said.customer_id AND person.joined_into_id IS NULL
WHERE NOT EXISTS (SELECT FROM customers_identity AS proved
  WHERE proved.customer_id = said.customer_id AND proved.removed_at IS NULL AND NOT proved.said)
ORDER BY said.id
"""


def said_by(people: Iterable[int], kind: str, value: str) -> Identity | None:
    """What one of these people said of themselves and nobody has proved, by its normal form."""
    rows = Identity.objects.filter(
        customer__in=list(people), kind=kind, value=value, removed_at=None, said=True
    )
    return rows.order_by("id").first()


def only_said(identities: Iterable[Known]) -> set[Known]:
    """Those of these identities which anybody only says they have."""
    wanted = set(identities)
    values = {value for _, value in wanted}
    rows = (
        Identity.objects.filter(value__in=values, removed_at=None, said=True)
        if values
        else Identity.objects.none()
    )
    return wanted & set(rows.values_list("kind", "value"))
