"""Rows of several tables in one statement."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from liaison.customers.models import Account, Customer
from liaison.kit.clock import now
from liaison.kit.many_rows import Insert, Update, next_ids, write_rows

pytestmark = pytest.mark.django_db


def test_rows_of_several_tables_are_written_at_once(django_assert_num_queries: Any) -> None:
    people, accounts = next_ids({Customer: 2, Account: 1})
    rows = [Customer(pk=id_, name=f"“{id_}” \\ Õ", created_at=now()) for id_ in people]
    with django_assert_num_queries(1):
        write_rows(
            Insert(rows=rows), Insert(rows=[Account(pk=accounts[0], kind="private", created_at=now())])
        )

    assert list(Customer.objects.order_by("pk").values("pk", "name", "created_at", "joined_into")) == [
        {"pk": row.pk, "name": row.name, "created_at": row.created_at, "joined_into": None} for row in rows
    ]
    assert Account.objects.get().pk == accounts[0]


def test_an_update_changes_the_fields_named_and_no_others() -> None:
    rows = [Customer.objects.create(name=name, language="et", created_at=now()) for name in "ab"]
    for row in rows:
        row.name, row.language = row.name.upper(), "lt"
    write_rows(Update(rows=rows, fields=("name",)))

    assert list(Customer.objects.order_by("pk").values_list("name", "language")) == [("A", "et"), ("B", "et")]


def test_a_column_is_worked_out_from_what_is_no_column() -> None:
    [[id_]] = next_ids({Customer: 1})
    write_rows(
        Insert(
            rows=[Customer(pk=id_, created_at=now())],
            besides={"name": "given.first || given.last"},
            from_=[{"first": "Mira ", "last": "Kask"}],
            of={"first": "text", "last": "text"},
        )
    )

    assert Customer.objects.get().name == "Mira Kask"


def test_a_text_too_long_for_its_column_is_refused() -> None:
    (ids,) = next_ids({Customer: 1})
    with pytest.raises(DatabaseError), transaction.atomic():
        write_rows(Insert(rows=[Customer(pk=ids[0], name="a" * 201, created_at=now())]))

    assert not Customer.objects.exists()


def test_nothing_to_write_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        write_rows(Insert(rows=[]), Update(rows=[], fields=("name",)))
