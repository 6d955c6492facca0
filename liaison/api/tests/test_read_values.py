"""What stands in files, as people and systems write it."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from liaison.api.importing.records import Record, at_path, read
from liaison.api.importing.values import reader
from liaison.api.importing.ways import raw
from liaison.kit.errors import Refusal
from liaison.kit.intake.words import As, Field


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("1 234,50 €", ",", "1234.50"),
        ("€ -12.5", ".", "-12.5"),
        ("CHF 1'000.00", ".", "1000"),
        (Decimal("0.1"), ",", "0.1"),
        ("2.00005", ".", "2.0001"),
    ],
)
def test_amounts_are_read_as_they_are_written(text: Any, mark: str, amount: str) -> None:
    assert reader(Field(kind=As.DECIMAL), decimal=mark)(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["twelve", "1.2.3", "NaN", "inf", "1e400", "-1"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        reader(Field(kind=As.DECIMAL, least=0))(text)


@pytest.mark.parametrize(
    ("text", "form", "at"),
    [
        ("2024-05-01", "", datetime(2024, 4, 30, 21, tzinfo=UTC)),
        ("2024-05-01T10:00:00Z", "", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("01.05.2024 10:00", "%d.%m.%Y %H:%M", datetime(2024, 5, 1, 7, tzinfo=UTC)),
        (1714557600, "unix", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("1714557600000", "unix_ms", datetime(2024, 5, 1, 10, tzinfo=UTC)),
    ],
)
def test_moments_are_read_where_the_clocks_stand(text: Any, form: str, at: datetime) -> None:
    assert reader(Field(kind=As.MOMENT), date=form, zone=ZoneInfo("Europe/Tallinn"))(text) == at


def test_lists_come_as_lists_as_json_or_alone() -> None:
    get = reader(Field(kind=As.LIST))
    assert get(["a", 1, None]) == get('["a", "1"]') == ["a", "1"]
    assert (get("a"), get(""), get(None)) == (["a"], [], [])


@pytest.mark.parametrize(
    ("how", "value"),
    [
        ({"value": "EUR"}, "EUR"),
        ({"join": ["first", "none", "last"]}, "Ada Lovelace"),
        ({"column": "tags", "split": ";"}, ["a", "b"]),
        ({"column": "tags", "split": ";", "part": -1}, "b"),
        ({"column": "tags", "split": ";", "part": 7}, ""),
        ({"column": "cents", "scale": -2}, Decimal("12.34")),
        ({"columns": {"colour": "c", "size": "none"}}, {"colour": "red"}),
        ({"prefix": "opt_"}, {"x": "1"}),
        ({"column": "items", "take": "sku"}, ["p", "q"]),
        ({"column": "c", "words": {"red": "RED"}}, "RED"),
        ({"column": "c", "words": {"blue": "B"}, "otherwise": "?"}, "?"),
        ({"column": "deep.a.1"}, "two"),
    ],
)
def test_every_way_of_a_mapping(how: dict[str, Any], value: Any) -> None:
    values = {"first": "Ada", "last": "Lovelace", "tags": "a; b", "cents": "1234", "c": "red", "opt_x": "1"}
    record = Record(
        values | {"items": [{"sku": "p"}, {"sku": "q"}], "deep": {"a": ["one", "two"]}, "none": None}, 1, 1
    )
    assert raw(how, decimal=".", where=("orders", "x"))[0](record) == value


def test_objects_within_objects_know_what_they_lie_in(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text('{"shop": {"o1": {"who": "k", "parts": {"items": [{"id": 1}, {"id": 2}]}}}}')
    found = list(read(path, each="shop{}.parts.items[]"))
    paths = [at_path(one) for one in ("id", "^.who", "^.@key", "@position", "@row")]
    assert [tuple(get(one) for get in paths) for one in found] == [(1, "k", "o1", 1, 1), (2, "k", "o1", 2, 1)]


def test_json_lines_and_other_marks_between_columns_are_found_out(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n\n{"id": 2}\n')
    (tmp_path / "b.csv").write_text("\ufeffid;text\n1;a,b,c\n", encoding="utf-8")
    assert [one.values["id"] for one in read(tmp_path / "a.jsonl", each="")] == [1, 2]
    assert [one.values for one in read(tmp_path / "b.csv", each="")] == [{"id": "1", "text": "a,b,c"}]
