"""A foreign shop of a hundred thousand rows comes in by its files and a mapping, beside the bare COPY of the same.

What is measured is the whole way: the CSV is read, mapped, checked, its references are found, it is written with its
entries and remembered. Beside it lies what PostgreSQL takes to COPY the same rows as text into tables without keys.
"""

import csv
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.desk import opened
from bench.figure import Figure
from bench.floor import Beside

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
A_MINUTE = 100_000
EUR = {"value": "EUR"}
NOBODY = {"value": "pending"}
FILES: dict[str, tuple[tuple[str, ...], float]] = {
    "customers": (("id", "name", "mail"), 0.1),
    "products": (("id", "name"), 0.01),
    "variants": (("id", "product", "price"), 0.04),
    "orders": (("no", "who", "date", "street", "city"), 0.2),
    "lines": (("no", "what", "price", "pieces"), 0.45),
    "payments": (("id", "no", "amount"), 0.2),
}
"""Columns of each file, and its share of all rows."""
FIELDS: dict[str, dict[str, Any]] = {
    "customers": {"external_id": "id", "name": "name", "email": "mail"},
    "products": {"external_id": "id", "name": "name"},
    "variants": {"external_id": "id", "product": "product", "price": "price", "currency": EUR},
    "orders": {"external_id": "no", "customer": "who", "status": NOBODY, "currency": EUR, "placed_at": "date"}
    | {"line1": "street", "city": "city"},
    "lines": {"order": "no", "variant": "what", "price": "price", "quantity": "pieces"},
    "payments": {"external_id": "id", "order": "no", "amount": "amount"},
}


def measure() -> Iterator[Figure]:
    """Rows a minute of the first run and of a second one that finds nothing new, and the time of a bare COPY."""
    with tempfile.TemporaryDirectory() as place, opened():
        files = {name: _write(Path(place) / f"{name}.csv", name) for name in FILES}
        first, second = _run(list(files.values())), _run(list(files.values()))
        bare = _copy(files)
        every = sum(_count(name) for name in FILES)
        yield Figure(f"{every:,} rows imported", every / first * 60, "rows a minute", A_MINUTE, least=True)
        yield Figure(
            "the same again, nothing new", every / second * 60, "rows a minute", A_MINUTE, least=True
        )
        yield Beside("times the bare COPY of the same rows", first / bare, "times", 1)


def _count(name: str) -> int:
    return int(ROWS * FILES[name][1])


def _write(path: Path, name: str) -> Path:
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(FILES[name][0])
        out.writerows(_rows(name))
    return path


def _rows(name: str) -> Iterable[tuple[object, ...]]:
    people, goods, sorts, orders = (_count(one) for one in ("customers", "products", "variants", "orders"))
    each: dict[str, Any] = {
        "customers": lambda at: (f"k{at}", f"Mari Tamm {at}", f"mari{at}@example.com"),
        "products": lambda at: (f"p{at}", f"Kettle {at}"),
        "variants": lambda at: (f"v{at}", f"p{at % goods}", f"{at % 90 + 1}.90"),
        "orders": lambda at: (f"#{at}", f"k{at % people}", "2026-05-01T10:00:00Z", f"Street {at}", "Riga"),
        "lines": lambda at: (f"#{at % orders}", f"v{at % sorts}", f"{at % 90 + 1}.90", at % 3 + 1),
        "payments": lambda at: (f"z{at}", f"#{at % orders}", "100.00"),
    }
    return (each[name](at) for at in range(_count(name)))


def _run(files: list[Path]) -> float:
    """Seconds of one import. Raises AssertionError when a row was turned away."""
    from liaison.api.importing.mapping import parse
    from liaison.api.importing.running import run
    from liaison.kit.actor import SYSTEM

    takes = [{"entity": name, "file": f"{name}.csv", "fields": fields} for name, fields in FIELDS.items()]
    plan, begun = parse({"source": "bench", "take": takes}), time.monotonic()
    result = run(plan, files, by=SYSTEM)
    assert not result.rejected, result.rejected[0].why.sentence
    return time.monotonic() - begun


def _copy(files: dict[str, Path]) -> float:
    """Seconds of PostgreSQL alone: the same files into tables of texts, each committed by itself."""
    from django.db import connection

    begun = time.monotonic()
    with connection.cursor() as cursor:
        for name, path in files.items():
            columns = ", ".join(f'"{one}" text' for one in FILES[name][0])
            cursor.execute(f"CREATE TEMP TABLE bare_{name} ({columns})")
            with cursor.copy(f"COPY bare_{name} FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(path.read_bytes())
    return time.monotonic() - begun
