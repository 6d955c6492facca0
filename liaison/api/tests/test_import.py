"""Taking in what files and a mapping tell: what is new, what changed, what is turned away and why."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from liaison.api.importing import running
from liaison.api.importing.cli import main
from liaison.api.importing.mapping import parse
from liaison.api.importing.refusals import (
    FieldMissing,
    NoMapping,
    NoSuchEntity,
    NoSuchField,
    NoSuchFile,
    NoSuchWay,
)
from liaison.api.importing.running import Result, run
from liaison.customers.actions import meet
from liaison.customers.models import Account, Address, Customer, Identity
from liaison.journal.models import Entry
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Refusal
from liaison.orders.models import Movement, Order, PaymentMethod

pytestmark = pytest.mark.django_db

EUR = {"value": "EUR"}
CUSTOMERS = {
    "entity": "customers",
    "file": "people.csv",
    "fields": {"external_id": "id", "name": "name", "email": "mail"},
}
ORDERS = {
    "entity": "orders",
    "file": "orders.csv",
    "fields": {
        "external_id": "no",
        "customer": "who",
        "status": "state",
        "currency": EUR,
        "placed_at": "date",
    },
}
PAYMENTS = {
    "entity": "payments",
    "file": "paid.csv",
    "fields": {"external_id": "id", "order": "no", "kind": "kind", "amount": "amount"},
}
PEOPLE = "id,name,mail\nk1,Mira,mira@example.com\nk2,Jonas,jonas@example.org\n"


def take(place: Path, *takes: dict[str, Any], dry: bool = False, **files: str) -> Result:
    paths = []
    for name, text in files.items():
        paths.append(place / f"{name}.csv")
        paths[-1].write_text(text)
    return run(parse({"source": "shop", "take": list(takes)}), paths, by=SYSTEM, dry=dry)


def turned(result: Result) -> list[tuple[int, str, str]]:
    return [(one.at, one.column, type(one.why).__name__) for one in result.rejected]


def test_a_row_that_is_wrong_is_turned_away_and_the_others_go_on(tmp_path: Path) -> None:
    orders = (
        "no,who,state,date\n#1,k1,pending,2024-05-01\n#2,nobody,pending,2024-05-01\n#3,k2,lost,2024-05-01\n"
        "#4,k2,pending,first of May\n,k2,pending,2024-05-01\n#1,k2,pending,2024-05-01\n#6,k2,pending,2024-05-01\n"
    )

    result = take(tmp_path, ORDERS, CUSTOMERS, people=PEOPLE, orders=orders)

    assert sorted(turned(result)) == [
        (2, "who", "Unknown"),
        (3, "state", "NotOneOf"),
        (4, "date", "NotAMoment"),
        (5, "no", "Empty"),
        (6, "no", "Twice"),
    ]
    assert sorted(Order.objects.values_list("number", flat=True)) == ["#1", "#6"]
    count = result.of("orders")
    assert (count.new, count.rejected, count.same) == (2, 5, 0)


def test_what_the_database_refuses_is_found_among_many(tmp_path: Path) -> None:
    orders = "no,who,state,date\n#1,k1,pending,2024-05-01\n"
    paid = "id,no,kind,amount\n" + "".join(f"r{at},#1,refund,{1000 if at == 7 else 1}\n" for at in range(20))
    paid += "p,#1,payment,19\n"

    result = take(tmp_path, CUSTOMERS, ORDERS, PAYMENTS, people=PEOPLE, orders=orders, paid=paid)

    assert turned(result) == [(8, "", "MoreBack")]
    order = Order.objects.get()
    assert (order.paid, order.refunded) == (19, 19)
    assert Movement.objects.count() == 20


def test_a_payment_is_never_changed(tmp_path: Path) -> None:
    files = {"people": PEOPLE, "orders": "no,who,state,date\n#1,k1,pending,2024-05-01\n"}
    takes = (CUSTOMERS, ORDERS, PAYMENTS)
    take(tmp_path, *takes, **files, paid="id,no,kind,amount\np,#1,payment,10\n")

    result = take(tmp_path, *takes, **files, paid="id,no,kind,amount\np,#1,payment,11\n")

    assert turned(result) == [(1, "", "LedgerStands")]
    assert Order.objects.get().paid == 10


def test_a_dry_run_leaves_everything_as_it_was(tmp_path: Path) -> None:
    before = Entry.objects.count()

    result = take(
        tmp_path,
        CUSTOMERS,
        ORDERS,
        dry=True,
        people=PEOPLE,
        orders="no,who,state,date\n#1,k1,pending,2024-05-01\n",
    )

    assert (result.of("customers").new, result.of("orders").new) == (2, 1)
    assert (Customer.objects.count(), Order.objects.count(), Account.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == before
    assert take(tmp_path, CUSTOMERS, people=PEOPLE).of("customers").new == 2


def test_a_dry_run_holds_no_lock_for_each_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 5)
    (tmp_path / "people.csv").write_text(
        "id,name,mail\n" + "".join(f"k{at},P{at},p{at}@x.example\n" for at in range(50))
    )
    held: list[int] = []

    def look(_: running.Telling) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND mode <> 'RowExclusiveLock'"
            )
            held.append(cursor.fetchone()[0])

    plan = parse({"source": "shop", "take": [CUSTOMERS]})
    run(plan, [tmp_path / "people.csv"], by=SYSTEM, dry=True, tell=look)

    assert held[-1] - held[2] <= 3, held


def test_what_was_done_here_is_not_undone_by_an_old_file(tmp_path: Path) -> None:
    files = {
        "people": PEOPLE,
        "orders": "no,who,state,date\n#1,k1,pending,2024-05-01\n#2,k1,pending,2024-05-01\n",
    }
    take(tmp_path, CUSTOMERS, ORDERS, **files)
    Order.objects.update(status="cancelled")

    files["orders"] = "no,who,state,date\n#1,k1,pending,2024-05-01\n#2,k1,delivered,2024-05-01\n"
    result = take(tmp_path, CUSTOMERS, ORDERS, **files)

    assert dict(Order.objects.values_list("number", "status")) == {"#1": "cancelled", "#2": "delivered"}
    count = result.of("orders")
    assert (count.new, count.changed, count.same) == (0, 1, 1)


def test_what_the_mapping_does_not_give_stays(tmp_path: Path) -> None:
    take(tmp_path, CUSTOMERS, ORDERS, people=PEOPLE, orders="no,who,state,date\n#1,k1,pending,2024-05-01\n")
    Order.objects.update(cancelled_for="no_longer_needed", address={"city": "Riga"})

    take(tmp_path, CUSTOMERS, ORDERS, people=PEOPLE, orders="no,who,state,date\n#1,k1,cancelled,2024-05-01\n")

    order = Order.objects.get()
    assert (order.status, order.cancelled_for, order.address) == (
        "cancelled",
        "no_longer_needed",
        {"city": "Riga"},
    )


def test_whoever_wrote_before_the_import_is_that_person(tmp_path: Path) -> None:
    mira = meet("email", "Mira@example.com", name="M.")

    result = take(tmp_path, CUSTOMERS, people=PEOPLE)

    assert (result.of("customers").new, result.of("customers").changed) == (1, 1)
    mira.refresh_from_db()
    assert (mira.name, Customer.objects.count()) == ("Mira", 2)
    assert Entry.objects.filter(kind="customers.imported", about__ref=mira.ref).exists()


def test_two_people_with_one_address_share_it(tmp_path: Path) -> None:
    take(tmp_path, CUSTOMERS, people="id,name,mail\na,Ema,home@example.com\nb,Ivo,home@example.com\n")

    assert Customer.objects.count() == 2
    assert list(Identity.objects.values_list("value", "shared")) == [("home@example.com", True)] * 2


def test_the_default_address_is_brought_up_to_date(tmp_path: Path) -> None:
    fields = {"customer": "id", "line1": "street", "is_default": {"value": True}}
    addresses = {"entity": "addresses", "file": "live.csv", "fields": fields}
    for street in ("Old Street 1", "New Street 2"):
        take(tmp_path, CUSTOMERS, addresses, people=PEOPLE, live=f"id,street\nk1,{street}\n")

    assert list(Address.objects.values_list("line1", "is_default")) == [("New Street 2", True)]


def test_a_gift_card_needs_its_balance_and_keeps_it(tmp_path: Path) -> None:
    fields = {"external_id": "id", "customer": "who", "kind": "kind", "balance": "left", "currency": EUR}
    methods = {"entity": "payment_methods", "file": "ways.csv", "fields": fields}
    ways = "id,who,kind,left\ng1,k1,gift_card,12.50\ng2,k1,gift_card,\nc1,k1,card,\n"

    result = take(tmp_path, CUSTOMERS, methods, people=PEOPLE, ways=ways)

    assert turned(result) == [(2, "left", "BalanceNeeded")]
    assert dict(PaymentMethod.objects.values_list("external_id", "balance")) == {
        "g1": Decimal("12.5"),
        "c1": None,
    }


def test_a_batch_is_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    take(
        tmp_path,
        CUSTOMERS,
        people="id,name,mail\n" + "".join(f"k{at},P{at},p{at}@x.example\n" for at in range(25)),
    )
    assert Entry.objects.filter(kind="customers.imported").count() == 3


def test_it_is_told_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    (tmp_path / "people.csv").write_text(PEOPLE + ",Eve,\nk3,Ivo,\n")
    said: list[running.Telling] = []

    run(
        parse({"source": "shop", "take": [CUSTOMERS]}), [tmp_path / "people.csv"], by=SYSTEM, tell=said.append
    )

    assert [(one.entity, one.done, one.total) for one in said] == [
        ("customers", 0, 4),
        ("customers", 2, 4),
        ("customers", 4, 4),
    ]


def test_a_failure_between_batches_leaves_what_was_done_and_the_next_run_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    people = "id,name,mail\n" + "".join(f"k{at},P{at},p{at}@x.example\n" for at in range(25))
    true, batches = running.remember, iter(range(9))

    def once(*given: Any) -> None:
        if next(batches) == 1:
            raise RuntimeError
        true(*given)

    monkeypatch.setattr(running, "remember", once)
    with pytest.raises(RuntimeError):
        take(tmp_path, CUSTOMERS, people=people)
    assert Customer.objects.count() == 10  # The second batch went back whole.

    count = take(tmp_path, CUSTOMERS, people=people).of("customers")
    assert (count.new, count.same, Customer.objects.count()) == (15, 10, 25)


@pytest.mark.parametrize(
    ("mapping", "no"),
    [
        ({"take": [CUSTOMERS]}, NoMapping),
        ({"source": "s"}, NoMapping),
        ({"source": "s", "take": [{"entity": "people", "fields": {}}]}, NoSuchEntity),
        (
            {"source": "s", "take": [{"entity": "customers", "fields": {"external_id": "a", "age": "b"}}]},
            NoSuchField,
        ),
        ({"source": "s", "take": [{"entity": "customers", "fields": {"name": "a"}}]}, FieldMissing),
        (
            {"source": "s", "take": [{"entity": "customers", "fields": {"external_id": {"colum": "a"}}}]},
            NoSuchWay,
        ),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(mapping: dict[str, Any], no: type[Refusal]) -> None:
    with pytest.raises(no):
        parse(mapping)


def test_a_file_that_is_not_there_is_missed(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile):
        take(tmp_path, CUSTOMERS, ORDERS, people=PEOPLE)
    assert Customer.objects.count() == 0


def test_the_command_line_tells_what_became_of_the_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE + ",Eve,eve@example.com\n")
    mapping, out = tmp_path / "m.json", tmp_path / "out" / ".." / "rejected.csv"
    (tmp_path / "out").mkdir()
    mapping.write_text(json.dumps({"source": "shop", "take": [CUSTOMERS]}))

    assert main([str(tmp_path / "people.csv"), "--mapping", str(mapping), "--rejected", str(out)]) == 3

    assert "customers: 2 new, 0 changed, 0 as before, 1 rejected" in capsys.readouterr().out
    with out.open() as file:
        assert list(csv.reader(file))[1:] == [
            [
                *("people.csv", "3", "customers", "id", "This is needed and is empty."),
                '{"id": "", "name": "Eve", "mail": "eve@example.com"}',
            ]
        ]
    assert main([str(tmp_path / "people.csv"), "--mapping", str(tmp_path / "no.toml")]) == 1
