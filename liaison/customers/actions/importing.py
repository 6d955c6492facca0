"""Taking in people from elsewhere, many at once. The caller holds the transaction."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from liaison.customers.actions.meeting import lock_identities
from liaison.customers.events import Imported
from liaison.customers.imported import people_called
from liaison.customers.models import Account, Acting, Customer, ExternalId, Identity
from liaison.customers.queries import known_people
from liaison.customers.rules import normal
from liaison.customers.words import Known
from liaison.journal.actions import record
from liaison.kit.intake.words import As, Batch, Entity, Field, Row
from liaison.kit.intake.writing import Put, by_halves, put
from liaison.kit.many_rows import next_ids

KINDS = tuple(Account.Kind.values)


def record_batch(batch: Batch, entity: str) -> None:
    """One entry for a batch, about everybody who was known before and is not the same any more."""
    if batch.new or batch.changed:
        ids = tuple(sorted(set(batch.changed)))
        record(Imported(source=batch.source, entity=entity, new=batch.new, customers=ids), by=batch.by)


def take_customers(batch: Batch) -> None:
    """People, with an account of their own and by what they are known.

    Whom we know by that address alone already, and the system does not call otherwise, is that person.
    """
    by_halves(batch, list(batch.rows), _customers, says={})
    record_batch(batch, "customers")


def _customers(batch: Batch, rows: list[Row]) -> list[Put]:
    ids = _whom_we_know(batch, rows)
    new = [row for row in rows if row.values["external_id"] not in ids]
    people, accounts = next_ids({Customer: len(new), Account: len(new)})
    ids |= {row.values["external_id"]: id_ for row, id_ in zip(new, people, strict=True)}
    given = [
        {
            "id": ids[row.values["external_id"]],
            "name": row.values.get("name", ""),
            "language": row.values.get("language", ""),
            "created_at": row.values.get("created_at") or batch.at,
        }
        for row in rows
    ]
    done = put(Customer, given, key=["id"], sets=_given(rows, "name", "language"))
    _open_accounts(batch, new, people=people, accounts=accounts)
    called = [{"customer_id": id_, "source": batch.source, "value": value} for value, id_ in ids.items()]
    put(ExternalId, called, key=["source", "value"])
    touched = _know_by(
        batch, [(ids[row.values["external_id"]], known) for row in rows for known in _known(row)]
    )
    return [Put(one.id, one.new, not one.new and (one.changed or one.id in touched)) for one in done]


def _given(rows: Sequence[Row], *names: str) -> list[str]:
    """Those of the fields which the mapping gives; the others are not brought up to date."""
    return [name for name in names if name in rows[0].values]


def _whom_we_know(batch: Batch, rows: Sequence[Row]) -> dict[str, int]:
    """The people of these rows who have a file already, by their external id."""
    ids = dict(people_called(batch.source, [row.values["external_id"] for row in rows]))
    others = {row.values["external_id"]: _known(row) for row in rows if row.values["external_id"] not in ids}
    wanted = sorted({(kind, value) for some in others.values() for kind, value, _ in some})
    if not batch.dry:  # A dry run makes nobody, and would hold a hundred thousand locks until its end.
        lock_identities(wanted)
    found = known_people(wanted)
    alone = {known: people[0].pk for known, people in found.items() if len(people) == 1}
    called = ExternalId.objects.filter(source=batch.source, customer__in=set(alone.values()))
    taken = set(called.values_list("customer_id", flat=True))
    for external_id, some in others.items():
        person = next((alone[kind, value] for kind, value, _ in some if (kind, value) in alone), None)
        if person is not None and person not in taken:
            ids[external_id] = person
            taken.add(person)
    return ids


def _known(row: Row) -> list[tuple[str, str, str]]:
    """By what the person of a row is known: kind, normal form, as it was written."""
    shown = [(kind, row.values.get(kind) or "") for kind in ("email", "phone")]
    return [(kind, found, value) for kind, value in shown if (found := normal(kind, value))]


def _open_accounts(
    batch: Batch, rows: Sequence[Row], *, people: Sequence[int], accounts: Sequence[int]
) -> None:
    opened: list[dict[str, Any]] = [
        {
            "id": id_,
            "kind": row.values.get("account_kind") or Account.Kind.PRIVATE,
            "name": row.values.get("account_name", ""),
            "created_at": batch.at,
        }
        for row, id_ in zip(rows, accounts, strict=True)
    ]
    put(Account, opened, key=["id"])
    acting = [
        {"customer_id": person, "account_id": account, "since": batch.at}
        for person, account in zip(people, accounts, strict=True)
    ]
    if acting:
        Acting.objects.bulk_create([Acting(**one) for one in acting])


def _know_by(batch: Batch, known: Collection[tuple[int, tuple[str, str, str]]]) -> set[int]:
    """Let people be known by this. Return whom we did not know by it before."""
    rows: list[dict[str, Any]] = [
        {
            "customer_id": person,
            "kind": kind,
            "value": value[:320],
            "shown": shown[:320],
            "created_at": batch.at,
        }
        for person, (kind, value, shown) in known
    ]
    done = put(Identity, rows, key=["customer_id", "kind", "value"], where="removed_at IS NULL")
    _share({(kind, value) for _, (kind, value, _) in known})
    return {person for (person, _), one in zip(known, done, strict=True) if one.new}


def _share(known: Collection[Known]) -> None:
    """What several people are now known by is shared; the representative chooses."""
    several = [one for one, people in known_people(sorted(known)).items() if len(people) > 1]
    for kind, value in several:
        Identity.objects.filter(kind=kind, value=value, removed_at=None, shared=False).update(shared=True)


def take_identities(batch: Batch) -> None:
    """Addresses and numbers of people who were taken in before."""
    people = people_called(batch.source, [row.values["customer"] for row in batch.rows])
    rows = batch.known(batch.rows, "customer", people)
    by_halves(batch, rows, lambda batch, rows: _identities(batch, rows, people), says={})
    record_batch(batch, "identities")


def _identities(batch: Batch, rows: list[Row], people: Mapping[str, int]) -> list[Put]:
    given = [
        {
            "customer_id": people[row.values["customer"]],
            "kind": row.values["kind"],
            "value": normal(row.values["kind"], row.values["value"]),
            "shown": row.values["value"],
            "shared": bool(row.values.get("shared")),
            "created_at": batch.at,
        }
        for row in rows
    ]
    if not batch.dry:
        lock_identities(sorted({(one["kind"], one["value"]) for one in given}))
    done = put(
        Identity,
        given,
        key=["customer_id", "kind", "value"],
        sets=_given(rows, "shared"),
        where="removed_at IS NULL",
    )
    _share({(one["kind"], one["value"]) for one in given})
    return [Put(row["customer_id"], one.new, one.changed) for row, one in zip(given, done, strict=True)]


CUSTOMERS = Entity(
    name="customers",
    fields={
        "external_id": Field(must=True, most=200),
        "name": Field(most=200),
        "language": Field(most=8),
        "email": Field(most=320),
        "phone": Field(most=320),
        "account_kind": Field(one_of=KINDS),
        "account_name": Field(most=200),
        "created_at": Field(kind=As.MOMENT),
    },
    key=("external_id",),
    take=take_customers,
)
IDENTITIES = Entity(
    name="identities",
    fields={
        "customer": Field(must=True, refers="customers"),
        "kind": Field(must=True, most=20),
        "value": Field(must=True, most=320),
        "shared": Field(kind=As.FLAG, usual=False),
    },
    key=("customer", "kind", "value"),
    take=take_identities,
)
