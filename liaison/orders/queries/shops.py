"""The shops outside, and what is asked of them."""

from collections.abc import Iterable, Mapping

from liaison.authority.queries import extent_of
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.orders.models import OutsideAction, Shop
from liaison.orders.permissions import OUTSIDE, SHOPS
from liaison.orders.shops import protocol
from liaison.orders.shops.kinds import KINDS
from liaison.orders.shops.words import Place
from liaison.orders.words import OUTSIDE_OPEN, Outside


def shop_of(source: str) -> Shop | None:
    """The shop outside whose rows are kept under this name, also one that is not connected any more."""
    return Shop.objects.filter(source=source).first() if source else None


def adapter(shop: Shop) -> protocol.Shop:
    """What speaks to it. Raises OtherKey when its secrets cannot be opened."""
    return KINDS[shop.kind](Place(address=shop.address, settings={**shop.settings, **shop.secrets()}))


def shops(*, for_: Actor) -> list[Shop]:
    """All of them, those that are connected first. Raises NotFound to a stranger."""
    _must_configure(for_)
    return sorted(Shop.objects.order_by("name"), key=lambda one: one.closed_at is not None)


def find_shop(shop: int, *, for_: Actor, lock: bool = False) -> Shop:
    """Return the shop for whoever connects shops. Raises NotFound."""
    _must_configure(for_)
    rows = Shop.objects.select_for_update() if lock else Shop.objects.all()
    found = rows.filter(pk=shop).first()
    if found is None:
        raise NotFound
    return found


def _must_configure(for_: Actor) -> None:
    if not extent_of(SHOPS, by=for_):
        raise NotFound


def find_outside(action: int, *, for_: Actor, lock: bool = False) -> OutsideAction:
    """Return the action for whoever says what became of such. Raises NotFound.

    lock: the order it is about is locked first, as everywhere.
    """
    if not extent_of(OUTSIDE, by=for_):
        raise NotFound
    rows = OutsideAction.objects.select_related("order", "shop")
    found = rows.filter(pk=action).first()
    if found is None:
        raise NotFound
    if lock:
        type(found.order).objects.select_for_update().get(pk=found.order_id)
        found = rows.select_for_update(of=("self",)).get(pk=action)
    return found


def open_actions(shop: Shop) -> list[OutsideAction]:
    """What is open at a shop, what a person must look at first."""
    rows = shop.actions.filter(state__in=OUTSIDE_OPEN).select_related("order").order_by("asked_at", "id")
    return sorted(rows, key=lambda one: one.open_since is None)


def left_to_people() -> int:
    """How many actions there are of which nobody knows what became of them, and a person must look."""
    return OutsideAction.objects.filter(state=Outside.UNKNOWN, open_since__isnull=False).count()


def outside_of(order: int, *, limit: int = 10) -> list[OutsideAction]:
    """What was asked of its shop for an order, the newest first. The caller may see the order."""
    return list(OutsideAction.objects.filter(order=order).select_related("shop").order_by("-id")[:limit])


@names("shop")
def _names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Shop.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@sight("shop")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(SHOPS, by=for_) else set()
