"""The page for developers tells the truth: its requests are asked one after the other, its answers compared."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from liaison.orders.words import Status
from tests.cast import Cast
from tests.journeys.retail import KINDS, Stage, set_the_stage

GUIDE = Path(__file__).parents[2] / "docs" / "developers.md"
TOLD = re.compile(r"```http\n(\w+) (/\S+)\n(\{[^\n]*\}\n)?\n(\d{3})\n([^\n]*)\n```")
ANY = "…"


@pytest.fixture(params=KINDS)
def stage(cast: Cast, request: pytest.FixtureRequest) -> Stage:
    return set_the_stage(cast, request.param)


def test_what_the_guide_asks_is_answered_as_it_says(stage: Stage) -> None:
    order = stage.shop.order(Status.DELIVERED)
    known = {
        "department": stage.shop.cast.service.pk,
        "customer": stage.shop.mira.pk,
        "order": order.pk,
        "line": stage.shop.line(order),
    }
    asked = TOLD.findall(GUIDE.read_text())
    assert len(asked) == GUIDE.read_text().count("```http") > 5

    for method, path, body, status, answer in asked:
        path = path.removeprefix("/api/v1").replace("customer=8", f"customer={known['customer']}")
        sent = _with(known, json.loads(body)) if body else {}
        given = stage.program.post(path, sent) if method == "POST" else stage.program.get(path)
        told = given.json()
        assert given.status_code == int(status), (path, told)
        _agrees(json.loads(answer), told, where=path)
        known |= {"ticket": told["result"]["ticket"]} if "ticket" in told.get("result", {}) else {}


def _with(known: dict[str, int], body: Any) -> Any:
    """The body with the ids of this desk in place of those of the page."""
    if isinstance(body, list):
        return [_with(known, one) for one in body]
    if isinstance(body, dict):
        return {key: known[key] if key in known else _with(known, value) for key, value in body.items()}
    return body


def _agrees(said: Any, told: Any, *, where: str) -> None:
    """Whether all that the page says of an answer is in it; numbers are ids, and those differ from desk to desk."""
    if isinstance(said, dict):
        for key, value in said.items():
            assert key in told, (where, key, told)
            _agrees(value, told[key], where=f"{where} {key}")
    elif isinstance(said, list):
        assert told, where
        for one, other in zip(said, told, strict=False):
            _agrees(one, other, where=where)
    elif said == ANY:
        assert told, where
    elif not isinstance(said, int):
        assert said == told, where
