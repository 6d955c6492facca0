"""What is asked of WooCommerce.

It knows no idempotency keys, so that every refund is looked for before it is made: our key stands in its reason. It
stands in its metadata too, but that is written after the money has moved, and what dies in between has none.
"""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from liaison.kit.web import Answer
from liaison.orders.shops.calling import call, parsed, refused
from liaison.orders.shops.protocol import AT_ONCE
from liaison.orders.shops.woocommerce.reading import Reading, shipping
from liaison.orders.shops.words import Became, Deed, Field, Label, NotDone, Outcome, Page, Place, Unsure, Verb

META: Final = "_liaison_key"
QUIET: Final = timedelta(minutes=15)
"""A request that has not shown after this never will: PHP and the servers before it end one long before."""
NO_REFUND: Final = b"woocommerce_rest_cannot_create_order_refund"


class WooCommerce:
    """One WooCommerce shop."""

    kind: ClassVar[str] = "woocommerce"
    label: ClassVar[Label] = _("WooCommerce")
    steps: ClassVar[tuple[Label, ...]] = (
        _("In WooCommerce, open Settings → Advanced → REST API and add a key."),
        _("Choose a user who may manage the shop, and the permission Read/Write."),
        _("Copy both parts of the key here; WooCommerce shows the secret only once."),
        _("The address is that of the site, such as https://shop.example.com; it must be https."),
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(name="consumer_key", label=_("Consumer key"), secret=True),
        Field(name="consumer_secret", label=_("Consumer secret"), secret=True),
    )
    can = frozenset({Verb.CANCEL, Verb.REFUND, Verb.ADDRESS})

    def __init__(self, place: Place) -> None:
        keys = f"{place.get('consumer_key')}:{place.get('consumer_secret')}"
        self._base = place.address
        self._headers = {"Authorization": "Basic " + base64.b64encode(keys.encode()).decode()}
        self._reading = Reading(self.get)

    @staticmethod
    def must_be_right(settings: Mapping[str, str]) -> None:
        """Whatever it is, WooCommerce says so itself."""

    def name(self) -> str:
        """How the site calls itself; the orders show whether the key is good."""
        self.get("orders", per_page=1)
        found = parsed(self._call("GET", f"{self._base}/wp-json/"))
        return str(found.get("name") or self._base)

    def read(self, subject: str, *, since: datetime | None, after: str = "") -> Page:
        """A page of what was changed."""
        return self._reading.page(subject, since=since, after=after)

    def read_order(self, order: str) -> Page:
        """One order as it is now."""
        answer = self.get(f"orders/{int(order)}")
        return self._reading.orders([parsed(answer)], raw=answer.body)

    def do(self, deed: Deed) -> Outcome:
        """Give money back, then cancel; or have it go elsewhere. Whatever of it was done already is left out."""
        if deed.verb is Verb.ADDRESS:
            self._change(deed, {"shipping": shipping(deed.address)})
            return Outcome(became=Became.DONE)
        reference = self._refunded(deed)
        if not reference and deed.amount > 0:
            reference = self._refund(deed)
        if deed.verb is Verb.CANCEL:
            try:
                self._change(deed, {"status": "cancelled"})
            except NotDone as no:
                if not reference:
                    raise
                raise Unsure(no.why) from no  # The money has gone back: that is not nothing.
        return Outcome(became=Became.DONE, reference=reference)

    def check(self, deed: Deed) -> Outcome:
        """Look for the refund with our key, and how the order stands. What is left of a cancelling is done at once."""
        if deed.verb is Verb.ADDRESS:
            kept = parsed(self.get(f"orders/{int(deed.order)}")).get("shipping") or {}
            wanted = shipping(deed.address)
            same = all(str(kept.get(name, "")) == value for name, value in wanted.items())
            return Outcome(became=Became.DONE if same else Became.NOT_DONE)
        reference = self._refunded(deed)
        if deed.amount > 0 and not reference:
            return Outcome(became=Became.NOT_DONE)
        if deed.verb is Verb.CANCEL and not self._is_cancelled(deed):
            if not reference:
                return Outcome(became=Became.NOT_DONE)
            self._change(deed, {"status": "cancelled"})
        return Outcome(became=Became.DONE, reference=reference)

    def may_repeat(self, verb: Verb) -> timedelta | None:
        """An address is set twice without harm; a refund only when the first can come no more."""
        return AT_ONCE if verb is Verb.ADDRESS else QUIET

    def _refunded(self, deed: Deed) -> str:
        """The id of the refund which bears our key; empty when there is none."""
        if deed.amount <= 0:
            return ""
        rows = parsed(self.get(f"orders/{int(deed.order)}/refunds", per_page=100))
        return next((str(row["id"]) for row in rows if _bears(row, deed.key)), "")

    def _refund(self, deed: Deed) -> str:
        said = {
            "amount": f"{deed.amount:.2f}" if deed.amount == round(deed.amount, 2) else str(deed.amount),
            "reason": f"{deed.reason} [{deed.key}]".strip(),
            "api_refund": True,
            "meta_data": [{"key": META, "value": deed.key}],
        }
        try:
            made = self._clear(self._call("POST", self._url(f"orders/{int(deed.order)}/refunds"), said))
        except Unsure as no:
            # It says so also when the gateway has given the money and something failed afterwards.
            raise Unsure(no.why, final=NO_REFUND in no.body, body=no.body) from no
        return str(parsed(made)["id"])

    def _change(self, deed: Deed, said: Any) -> None:
        self._clear(self._call("PUT", self._url(f"orders/{int(deed.order)}"), said))

    def _is_cancelled(self, deed: Deed) -> bool:
        return bool(parsed(self.get(f"orders/{int(deed.order)}")).get("status") == "cancelled")

    def get(self, path: str, **query: Any) -> Answer:
        """Ask for something of the API. Raises Trouble."""
        return self._clear(self._call("GET", self._url(path, **query)))

    def _url(self, path: str, **query: Any) -> str:
        return f"{self._base}/wp-json/wc/v3/{path}" + (f"?{urlencode(query)}" if query else "")

    def _call(self, method: str, url: str, said: Any = None) -> Answer:
        return call(url, method=method, headers=self._headers, said=said)

    def _clear(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refused(str(answer.json().get("message") or answer.status))
        return answer


def _bears(refund: Mapping[str, Any], key: str) -> bool:
    metas = refund.get("meta_data") or []
    return key in str(refund.get("reason") or "") or any(
        one.get("key") == META and one.get("value") == key for one in metas
    )
