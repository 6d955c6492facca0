"""Taking in where people live, many at once. The caller holds the transaction."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from liaison.customers.actions.importing import record_batch
from liaison.customers.imported import people_called
from liaison.customers.models import Address
from liaison.customers.words import Postal
from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.kit.many_rows import next_ids

WORDS = tuple(one.name for one in fields(Postal))
POSTAL = {
    "name": Field(most=200),
    "line1": Field(most=200),
    "line2": Field(most=200),
    "city": Field(most=120),
    "region": Field(most=120),
    "postcode": Field(most=20),
    "country": Field(most=80),
    "phone": Field(most=40),
}
"""The parts of an address, of a person's as of an order's."""


def take_addresses(batch: Batch) -> None:
    """Where people are reached. The default one is brought up to date; another is known by its words alone."""
    people = people_called(batch.source, [row.values["customer"] for row in batch.rows])
    rows = batch.known(batch.rows, "customer", people)
    by_halves(batch, rows, lambda batch, rows: _addresses(batch, rows, people), says={})
    record_batch(batch, "addresses")


def _addresses(batch: Batch, rows: list[Row], people: Mapping[str, int]) -> list[Put]:
    places = _Places(set(people.values()))
    given = [places.place(people[row.values["customer"]], row.values) for row in rows]
    for one, id_ in zip(
        new := [one for one in given if not one["id"]], next_ids({Address: len(new)})[0], strict=True
    ):
        one["id"] = id_
    made = [one | {"created_at": batch.at} for one in given]
    done = put(Address, made, key=["id"], sets=[*WORDS, "is_default"])
    return [Put(row["customer_id"], one.new, one.changed) for row, one in zip(given, done, strict=True)]


class _Places:
    """The addresses which people have, as the rows of a batch find them."""

    def __init__(self, people: set[int]) -> None:
        kept = list(Address.objects.filter(customer__in=people, removed_at=None))
        self._default = {one.customer_id: one.pk for one in kept if one.is_default}
        self._same = {(one.customer_id, *(getattr(one, word) for word in WORDS)): one for one in kept}
        self._met: set[int] = set(self._default)

    def place(self, person: int, values: Mapping[str, Any]) -> dict[str, Any]:
        """A row of the table. Its id is 0 when it is a new one."""
        words = {word: values.get(word) or "" for word in WORDS}
        same = self._same.get((person, *words.values()))
        default = values.get("is_default")
        if default is None:
            default = same.is_default if same else person not in self._met
        self._met |= {person} if default else set()
        id_ = self._default.get(person) if default else same.pk if same else None
        return {"id": id_ or 0, "customer_id": person, **words, "is_default": default}


ADDRESSES = Entity(
    name="addresses",
    fields={
        "customer": Field(must=True, refers="customers"),
        **POSTAL,
        "is_default": Field(kind=As.FLAG),
    },
    key=("customer", *WORDS),
    take=take_addresses,
)
