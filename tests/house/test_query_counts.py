"""Law: how many questions a page asks the database is committed, and more of them is a decision.

`LIAISON_TEST_WRITE=1 ./run test tests/house/test_query_counts.py` writes the counts anew.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.kit import memory
from liaison.workspace import alarms
from tests.cast import Cast
from tests.house.addresses import Stage, addresses
from tests.house.test_pages import signed_in

KEPT = Path(__file__).parent / "query_counts.json"


@pytest.mark.django_db(transaction=True)  # Memory holds nothing within a transaction.
def test_no_page_asks_more_than_it_did(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    # What a page may keep for some seconds is warm here, however long the pages before it took.
    monkeypatch.setattr(alarms, "FRESH", float("inf"))
    monkeypatch.setattr(memory, "FRESH", timedelta(days=1))
    found = _counts(Stage.set(cast))
    if os.environ.get("LIAISON_TEST_WRITE"):
        KEPT.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    kept = json.loads(KEPT.read_text())
    more = {
        name: f"{kept.get(name)} → {count}" for name, count in found.items() if count > kept.get(name, -1)
    }
    assert not more, f"if they are needed, write them down (LIAISON_TEST_WRITE=1): {more}"


def _counts(stage: Stage) -> dict[str, int]:
    """The questions of each page that can be opened, the second time: what is kept in memory is warm then."""
    client = signed_in(stage.cast.ada)
    found = {}
    for address in addresses(stage):
        if client.get(address.path).status_code == 200:
            with CaptureQueriesContext(connection) as asked:
                client.get(address.path)
            found[address.name] = len(asked)
    return found
