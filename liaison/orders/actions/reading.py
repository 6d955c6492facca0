"""What shops outside tell of orders, customers and products comes in through the very same doors as an import."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from liaison.customers.actions.importing import CUSTOMERS
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.kit.intake.words import Batch, Entity, Row
from liaison.kit.live.tell import nudge
from liaison.kit.rows import one_at_a_time
from liaison.kit.sayings import say
from liaison.orders import queries
from liaison.orders.actions.importing import ENTITIES
from liaison.orders.actions.outside import finish
from liaison.orders.actions.shops import note
from liaison.orders.models import Order, OutsideAction, Shop, Variant
from liaison.orders.shops.protocol import SUBJECTS
from liaison.orders.shops.words import Page, Trouble
from liaison.orders.words import OUTSIDE_OPEN, Outside

log = logging.getLogger(__name__)

TAKEN: Final[Sequence[Entity]] = (CUSTOMERS, *ENTITIES)
OFTEN: Final = timedelta(minutes=2)
LOCK: Final = 14  # Of these locks among all of ours.


def read_all(*, stops: Callable[[], bool] = lambda: False) -> None:
    """Read every shop that was not read lately; only one process does so at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('shops', %s))", [LOCK])
        (alone,) = cursor.fetchone()
    if not alone:
        return
    lately = now() - OFTEN / 2
    for shop in Shop.objects.filter(closed_at=None).exclude(read_at__gt=lately).order_by("id"):
        if stops():
            break
        try:
            read_shop(shop, stops=stops)
        except Exception:  # One that tells nonsense does not keep the others from being read.
            log.exception("shop %s could not be read", shop.pk)
            note(
                shop,
                wrong=say("What the shop tells could not be understood; the log of the desk tells more."),
            )


def is_new_there() -> bool:
    """Whether a shop was connected that nobody has read yet."""
    return Shop.objects.filter(closed_at=None, read_at=None, wrong="").exists()


def read_shop(shop: Shop, *, stops: Callable[[], bool] = lambda: False) -> bool:
    """Read what was changed there since the last time. Tell whether everything was read.

    stops: whether to leave off between two pages; what was read of a subject is then read again the next time.
    """
    try:
        adapter = queries.adapter(shop)
        for subject in SUBJECTS:
            if not _read_subject(shop, adapter, subject, stops):
                return False
    except Trouble as no:
        note(shop, wrong=no.why)
        return False
    Shop.objects.filter(pk=shop.pk).update(read_at=now())
    note(shop, wrong="")
    nudge(shop.ref)
    return True


def _read_subject(shop: Shop, adapter: Any, subject: str, stops: Callable[[], bool]) -> bool:
    seen = shop.seen.get(subject)
    since = datetime.fromisoformat(seen) if seen else None
    newest, after = since, ""
    while True:
        at = now()
        page: Page = adapter.read(subject, since=since, after=after)
        take_in(shop, page, asked_at=at)
        newest = max((one for one in (newest, page.until) if one), default=None)
        if not page.after:
            break
        if stops():
            return False
        after = page.after
    # Only when all of it came: the pages go from the newest back.
    shop.seen = {**shop.seen, subject: newest.isoformat() if newest else ""}
    Shop.objects.filter(pk=shop.pk).update(seen=shop.seen)
    return True


def read_order(shop: Shop, order: str) -> bool:
    """Read one order anew. order: as the shop calls it. Tell whether it could be read."""
    try:
        at = now()
        take_in(shop, queries.adapter(shop).read_order(order), asked_at=at)
    except Trouble as no:
        log.info("order %s of shop %s could not be read: %s", order, shop.pk, no.why)
        return False
    return True


def take_in(shop: Shop, page: Page, *, asked_at: datetime) -> None:
    """Take in what was read. asked_at: when the shop was asked: what has happened to an order since is left alone."""
    for key in {key for keys in page.keys.values() for key in keys}:
        _settle_by(shop, key)
    with transaction.atomic():
        one_at_a_time(f"read {shop.source}")
        rows = _without_what_is_open(shop, page.rows, asked_at)
        for entity in TAKEN:
            if some := _fitting(shop, entity, rows.get(entity.name, ())):
                _take(shop, entity, some)


def _settle_by(shop: Shop, key: str) -> None:
    """Our key stands there: it was done, whatever we think of it."""
    action = OutsideAction.objects.select_related("shop", "order").filter(shop=shop, key=key).first()
    if action is not None and action.state in (Outside.ASKED, Outside.UNKNOWN):
        finish(action, checked=True)


def _without_what_is_open(
    shop: Shop, rows: Mapping[str, list[dict[str, Any]]], asked_at: datetime
) -> dict[str, list[dict[str, Any]]]:
    """Leave out orders about which something is open or came to its end since: they are read again when it has."""
    wanted = [row["external_id"] for row in rows.get("orders", ())]
    held = Order.objects.select_for_update().filter(source=shop.source, external_id__in=wanted)
    ids = dict(held.order_by("id").values_list("pk", "external_id"))
    open_ = Q(state__in=OUTSIDE_OPEN) | Q(moved_at__gte=asked_at)
    busy = {
        ids[id_] for id_ in OutsideAction.objects.filter(open_, order__in=ids).values_list("order", flat=True)
    }
    return {
        name: [
            row for row in some if (row["external_id"] if name == "orders" else row.get("order")) not in busy
        ]
        for name, some in rows.items()
    }


def _fitting(shop: Shop, entity: Entity, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """As the entity takes them: no goods the catalogue does not know, no refund that is in the ledger by its action."""
    some = [dict(row) for row in rows]
    if entity.name == "lines":
        wanted = {row["variant"] for row in some}
        known = Variant.objects.filter(source=shop.source, external_id__in=wanted)
        there = set(known.values_list("external_id", flat=True))
        for row in some:
            row["variant"] = row["variant"] if row["variant"] in there else ""
    if entity.name == "payments":
        keys = {row.get("key", "") for row in some} - {""}
        ours = OutsideAction.objects.filter(key__in=keys, request__isnull=False)
        done = set(ours.values_list("key", flat=True))
        some = [row for row in some if row.pop("key", "") not in done]
    return some


def _take(shop: Shop, entity: Entity, rows: list[dict[str, Any]]) -> None:
    # The same twice in a page: the shop changed while it was read.
    unique = {tuple(row[name] for name in entity.key): row for row in rows}
    made = [Row(at, values) for at, values in enumerate(unique.values(), start=1)]
    batch = Batch(source=shop.source, rows=made, by=SYSTEM, at=now())
    entity.take(batch)
    for one in batch.turned:
        log.info("shop %s: a row of %s was turned away: %s", shop.pk, entity.name, one.why.name)
