"""Connecting, changing and disconnecting a shop outside, and what is known of how it is."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.live.tell import nudge
from liaison.kit.rows import one_at_a_time
from liaison.orders import events
from liaison.orders.actions.waking import wake
from liaison.orders.errors import NoSuchShop, SourceTaken
from liaison.orders.models import Order, Shop
from liaison.orders.shops.kinds import KINDS
from liaison.orders.shops.words import Field

READ_ORDER = "orders.read_order"
MOST_SOURCE = 40


@transaction.atomic
def connect(kind: str, name: str, *, source: str, given: Mapping[str, str], by: Actor) -> Shop:
    """Connect a shop. source: under which its rows are kept, made of the name when empty; never changed.

    given: address and the adapter's own fields as typed, secrets among them. Raises NoSuchShop, SourceTaken, Invalid.
    """
    if kind not in KINDS:
        raise NoSuchShop
    shop = Shop(kind=kind, name=_name(name), created_at=now())
    shop.source = slugify(source or name)[:MOST_SOURCE] or kind
    one_at_a_time(f"shop {shop.source}")
    if Shop.objects.filter(source=shop.source).exists():
        raise SourceTaken
    _set(shop, given)
    shop.save()
    _told(shop)
    record(events.ShopConnected(shop_id=shop.pk), by=by)
    return shop


@transaction.atomic
def change(shop: Shop, *, given: Mapping[str, str], name: str | None = None, by: Actor) -> None:
    """Connect it otherwise; a secret that is not given stays, but not when the shop lies elsewhere from now on.

    Raises Invalid.
    """
    before = {"name": shop.name, "address": shop.address, **shop.settings}
    if name is not None:
        shop.name = _name(name)
    _set(shop, given)
    shop.wrong, shop.wrong_since = "", None
    shop.save()
    after = {"name": shop.name, "address": shop.address, **shop.settings}
    changed = {one for one in after if after[one] != before.get(one)}
    changed |= {one.name for one in KINDS[shop.kind].fields if one.secret and given.get(one.name)}
    _told(shop)
    record(events.ShopChanged(shop_id=shop.pk, fields=tuple(sorted(changed))), by=by)


@transaction.atomic
def close(shop: Shop, *, by: Actor) -> None:
    """Ask and read nothing more; its secrets are forgotten. Its orders stay as they were read last."""
    shop.closed_at, shop.sealed = now(), None
    shop.save(update_fields=["closed_at", "sealed"])
    _told(shop)
    record(events.ShopClosed(shop_id=shop.pk), by=by)


def note(shop: Shop, *, wrong: str) -> None:
    """Write down what does not work, a kept sentence; empty when all is well."""
    since = (shop.wrong_since or now()) if wrong else None
    changed = Shop.objects.filter(pk=shop.pk).exclude(wrong=wrong, wrong_since=since)
    if changed.update(wrong=wrong, wrong_since=since):
        shop.wrong, shop.wrong_since = wrong, since
        nudge(shop.ref)


def read_again(shop: Shop, order: Order) -> None:
    """Have an order be read anew after the commit: what its shop says of it is left out while something is open."""
    app.configure_task(READ_ORDER, queue="default").defer(shop=shop.pk, order=str(order.external_id))


def _told(shop: Shop) -> None:
    nudge(shop.ref, "shops")
    wake()


def _name(name: str) -> str:
    if not name.strip():
        raise Invalid(field="title", problem=_("A name is wanted."))
    return name.strip()[:120]


def _set(shop: Shop, given: Mapping[str, str]) -> None:
    fields = {field.name: field for field in KINDS[shop.kind].fields}
    if unknown := sorted(set(given) - set(fields) - {"address"}):
        raise Invalid(field=unknown[0], problem=_("There is no such field."))
    address = given.get("address", shop.address).strip().rstrip("/")
    # A kept password never goes to a changed server.
    sealed = shop.secrets() if _server(address) == _server(shop.address) else {}
    shop.address = _address(address)
    plain = dict(shop.settings)
    for name, field in fields.items():
        kept = sealed if field.secret else plain
        value = given.get(name, "").strip()
        if value or (name in given and not field.secret):
            kept[name] = value
        kept[name] = kept.get(name) or field.default
        _check(field, kept[name])
    KINDS[shop.kind].must_be_right(plain)
    shop.settings, shop.sealed = plain, json.dumps(sealed)


def _server(address: str) -> str:
    return urlsplit(address).netloc.lower()


def _address(address: str) -> str:
    there = urlsplit(address)
    if there.scheme not in ("http", "https") or not there.hostname or there.username or there.query:
        problem = _("An address such as https://shop.example.com is wanted.")
        raise Invalid(field="address", problem=problem)
    return address[:500]


def _check(field: Field, value: str) -> None:
    if field.required and not value:
        raise Invalid(field=field.name, problem=_("This is wanted."))
    if field.choices and value not in {key for key, _label in field.choices}:
        raise Invalid(field=field.name, problem=_("This is none of the choices."))
