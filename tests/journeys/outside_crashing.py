"""A desk that is killed again and again in the middle of refunds, by its own store and by a shop outside that fails.

Each order is asked for one refund, again and again under one key until the desk has said what became of the asking.
Afterwards the money that was given back is counted in the shop itself.
"""

import contextlib
import http.client
import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from bench.mortal import PATIENCE, TIMEOUT, Tree
from liaison.kit.embedded_postgres import reach
from liaison.orders.shops.woocommerce.standin import Provider
from tests.journeys.crashing import Stream

FIRST = 5000
BACK = Decimal("10.00")
WRONG = ("", "", "", "lost", "twice", "busy", "rude", "fault", "no")
MAPPING = """
source = "files"
[[take]]
entity = "customers"
each = "customers[]"
fields = { external_id = "id", name = "name", email = "email" }
[[take]]
entity = "orders"
each = "orders[]"
fields = { external_id = "id", customer = "customer", status = "status", currency = { value = "EUR" } }
[[take]]
entity = "lines"
each = "orders[]"
fields = { order = "id", position = { value = "1" }, name = { value = "Shirt" }, price = "total" }
[[take]]
entity = "payments"
each = "orders[]"
fields = { external_id = "id", order = "id", amount = "total" }
"""


class Refunds(Stream):
    """Refunds through the API, one for each order, each with its idempotency key. orders: ids."""

    def __init__(self, tree: Tree, orders: list[int], *, per_second: float, api: "Api") -> None:
        super().__init__(per_second)
        self._tree, self._orders, self._api = tree, orders, api

    def offer(self, number: int) -> bool:
        if number >= len(self._orders):
            self._stop.set()
            return True
        wish = {"order": self._orders[number], "amount": str(BACK), "reason": "late"}
        try:
            status, _ = self._api.post("commands/orders.refund", wish, key=f"refund-{number}")
        except (OSError, http.client.HTTPException):
            return False
        assert status in {200, 500, 502, 503}, f"a refund was answered with {status}"
        return status == 200


@dataclass(frozen=True)
class Api:
    """The desk as a program reaches it."""

    port: int
    token: str

    def post(self, path: str, said: Any, *, key: str = "") -> tuple[int, Any]:
        """Post something; what it answers is read when it is JSON."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        with contextlib.closing(line):
            line.request(
                "POST",
                f"/api/v1/{path}",
                json.dumps(said),
                headers | ({"Idempotency-Key": key} if key else {}),
            )
            answer = line.getresponse()
            body = answer.read()
        with contextlib.suppress(ValueError):
            return answer.status, json.loads(body)
        return answer.status, None


@dataclass(frozen=True)
class Story:
    """What happened. states: how many actions of the shop outside ended how; again: askings offered once more."""

    kills: int
    own: int
    states: Counter[str]
    checked: int
    again: int


def crash_refunds(
    data: Path,
    *,
    kills: int,
    orders: int,
    per_second: float,
    longest: float = 2.0,
    wrong: tuple[str, ...] = WRONG,
) -> Story:
    """Kill a desk at random moments under a stream of refunds, then hold it and the shop outside to account.

    orders: so many of the own store and as many of the shop. longest: seconds between two kills at most. Raises
    AssertionError for money that was given twice, or of which nobody knows.
    """
    chance = random.Random(812)
    with Provider() as shop:
        for number in range(orders):
            shop.place(FIRST + number)
        tree = Tree(data, outgoing=1, more={"LIAISON_ALLOW_PRIVATE": "127.0.0.1"})
        tree.start()
        try:
            tree.wait_until_well()
            api = Api(tree.port, tree.command("token", "create", "--name", "crash", "--scope", "*"))
            _furnish(tree, api, shop, orders=orders)
            with reach(data) as url, psycopg.connect(url, autocommit=True) as database:
                ids = _read_in(database, 2 * orders)
            shop.told.extend(chance.choice(wrong) for _ in range(2 * orders))
            chance.shuffle(ids)
            stream = Refunds(tree, ids, per_second=per_second, api=api)
            stream.begin(threads=4)
            for number in range(kills):
                _kill(tree, random.Random(number), longest=longest)
            tree.wait_until_well()
            for thread in stream._threads:
                thread.join(PATIENCE)
            shop.told.clear()
            with reach(data) as url, psycopg.connect(url, autocommit=True) as database:
                _settle_down(database)
                story = _hold_to_account(database, shop, orders=orders)
        finally:
            tree.stop()
    return Story(kills=kills, own=orders, states=story[0], checked=story[1], again=stream.again)


def _kill(tree: Tree, moment: random.Random, *, longest: float) -> None:
    tree.wait_until_well()
    time.sleep(moment.uniform(0, longest))
    tree.kill()
    tree.start()


def _furnish(tree: Tree, api: Api, shop: Provider, *, orders: int) -> None:
    """Connect the shop, bring in orders of our own, and have the company allow refunds."""
    with reach(tree.data) as url, psycopg.connect(url, autocommit=True) as database:
        database.execute("UPDATE authority_rule SET valid_until = now() - interval '1 hour'")
    allowed = {"key": "crash.all", "command": "orders.*", "says": "allow"}
    status, said = api.post("commands/authority.create_rule", allowed)
    assert status == 200, said
    made = {"kind": "woocommerce", "title": "Shop", "settings": shop.typed}
    status, said = api.post("commands/orders.connect_shop", made)
    assert status == 200, said
    rows = {
        "customers": [{"id": "c1", "name": "Jonas", "email": "jonas@example.org"}],
        "orders": [
            {"id": f"own-{n}", "customer": "c1", "status": "pending", "total": "75.50"} for n in range(orders)
        ],
    }
    place = tree.data.parent
    (place / "own.json").write_text(json.dumps(rows))
    (place / "own.toml").write_text(MAPPING)
    tree.command("import", str(place / "own.json"), "--mapping", str(place / "own.toml"))


def _read_in(database: psycopg.Connection, many: int) -> list[int]:
    """Wait until the shop was read; the ids of all orders."""
    until = time.monotonic() + PATIENCE
    found: list[int] = []
    while len(found) < many:
        assert time.monotonic() < until, f"{len(found)} of {many} orders came in"
        found = [id_ for (id_,) in database.execute("SELECT id FROM orders_order WHERE paid > 0 ORDER BY id")]
        time.sleep(0.2)
    return found


_UNSETTLED = """
SELECT count(*) FROM orders_outside_action WHERE state IN ('asked', 'doing')
  OR state = 'unknown' AND due_at < now() + interval '1 minute'
"""


def _settle_down(database: psycopg.Connection) -> None:
    """Wait until everything is done, or waits for longer than anybody would look."""
    until = time.monotonic() + PATIENCE
    while left := _one(database, _UNSETTLED):
        assert time.monotonic() < until, f"{left} actions are still under way"
        time.sleep(0.2)


def _hold_to_account(
    database: psycopg.Connection, shop: Provider, *, orders: int
) -> tuple[Counter[str], int]:
    own = database.execute("SELECT refunded, promised FROM orders_order WHERE source = 'files'").fetchall()
    assert own == [(BACK, 0)] * orders, "a refund of the own store was lost or doubled"
    rows = database.execute(
        "SELECT o.external_id, o.refunded, o.promised, a.state, a.due_at IS NOT NULL OR a.open_since IS NOT NULL,"
        " a.checked_at IS NOT NULL FROM orders_order o LEFT JOIN orders_outside_action a ON a.order_id = o.id"
        " WHERE o.source <> 'files'"
    ).fetchall()
    assert len(rows) == orders, "an order has two actions"
    for number, refunded, promised, state, seen, _ in rows:
        given = shop.given_back(int(number))
        told = f"order {number} is {state}: {given} given there, {refunded} here, {promised} promised"
        assert given in (0, BACK), told
        if state == "done":
            assert (given, refunded, promised) == (BACK, BACK, 0), told
        elif state == "failed":
            assert (given, refunded, promised) == (0, 0, 0), told
        else:
            assert (state, seen, refunded, promised) == ("unknown", True, 0, BACK), told
    return Counter(state for *_, state, _, _ in rows), sum(checked for *_, checked in rows)


def _one(database: psycopg.Connection, sql: str) -> int:
    row = database.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0
