"""The words of this room as people read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liaison.customers.words import Means
from liaison.orders.models import Line, PaymentMethod
from liaison.orders.queries.shown import Method
from liaison.orders.shops.words import Verb
from liaison.orders.words import REASONS, Asked, Due, MethodKind, Outside, State, Status

STATUSES: Mapping[str, str | Promise] = {
    Status.PENDING: pgettext_lazy("an order", "Pending"),
    Status.PROCESSED: pgettext_lazy("an order", "Processed"),
    Status.DELIVERED: pgettext_lazy("an order", "Delivered"),
    Status.CANCELLED: pgettext_lazy("an order", "Cancelled"),
}
STATES: Mapping[str, str | Promise] = {
    State.ASKED: pgettext_lazy("a request", "Asked for"),
    State.APPROVED: pgettext_lazy("a request", "Agreed"),
    State.LABEL_SENT: pgettext_lazy("a request", "Label sent"),
    State.RECEIVED: pgettext_lazy("a request", "Goods received"),
    State.INSPECTED: pgettext_lazy("a request", "Inspected"),
    State.SETTLED: pgettext_lazy("a request", "Settled"),
    State.REFUSED: pgettext_lazy("a request", "Refused"),
}
OUTSIDE_STATES: Mapping[str, str | Promise] = {
    Outside.ASKED: pgettext_lazy("a shop", "Asked"),
    Outside.DOING: pgettext_lazy("a shop", "Being done"),
    Outside.DONE: pgettext_lazy("a shop", "Done"),
    Outside.FAILED: pgettext_lazy("a shop", "Not done"),
    Outside.UNKNOWN: pgettext_lazy("a shop", "Not known yet"),
}
VERBS: Mapping[str, str | Promise] = {
    Verb.CANCEL: gettext_lazy("Cancellation"),
    Verb.REFUND: gettext_lazy("Refund"),
    Verb.ADDRESS: gettext_lazy("New address"),
    Verb.COMPENSATE: gettext_lazy("Goodwill"),
    Verb.ITEMS: gettext_lazy("Other items"),
    Verb.PAYMENT: gettext_lazy("Other payment"),
    Verb.EXCHANGE: gettext_lazy("Exchange"),
}
KINDS: Mapping[str, str | Promise] = {
    Asked.CANCELLATION: gettext_lazy("Cancellation"),
    Asked.ADDRESS: gettext_lazy("New address"),
    Asked.ITEMS: gettext_lazy("Other items"),
    Asked.PAYMENT: gettext_lazy("Other payment"),
    Asked.RETURN: pgettext_lazy("goods", "Return"),
    Asked.EXCHANGE: gettext_lazy("Exchange"),
    Asked.REFUND: gettext_lazy("Refund"),
    Asked.CREDIT: gettext_lazy("Credit"),
    Asked.GOODWILL: gettext_lazy("Goodwill"),
    Asked.VOUCHER: gettext_lazy("Voucher"),
}
METHODS: Mapping[str, str | Promise] = {
    MethodKind.CARD: gettext_lazy("Card"),
    MethodKind.PAYPAL: gettext_lazy("PayPal"),
    MethodKind.BANK: gettext_lazy("Bank transfer"),
    MethodKind.INVOICE: gettext_lazy("Invoice"),
    MethodKind.CASH: gettext_lazy("Cash"),
    MethodKind.GIFT_CARD: gettext_lazy("Gift card"),
    MethodKind.STORE_CREDIT: gettext_lazy("Store credit"),
}

DUES: Mapping[str, str | Promise] = {
    Due.OPEN: pgettext_lazy("an invoice", "Open"),
    Due.PAID: pgettext_lazy("an invoice", "Paid"),
    Due.REMINDED: pgettext_lazy("an invoice", "To be reminded"),
    Due.LAST_NOTICE: pgettext_lazy("an invoice", "Last notice due"),
    Due.COLLECTION: pgettext_lazy("an invoice", "For collection"),
    Due.WITHDRAWN: pgettext_lazy("an invoice", "Withdrawn"),
}

MEANS: Mapping[str, str | Promise] = {
    Means.EMAIL: gettext_lazy("by the e-mail address they told"),
    Means.NAME_POSTCODE: gettext_lazy("by the name and postal code they told"),
    Means.CODE: gettext_lazy("by a code sent to them"),
    Means.CALL_BACK: gettext_lazy("by calling them back"),
    Means.DOCUMENT: gettext_lazy("by a document that was seen"),
}


def method_name(row: PaymentMethod | Method) -> str:
    """A payment method as people tell it from others: `Visa ··1234`, `PayPal mira@example.com`."""
    name = row.brand.title() if row.brand else str(METHODS.get(row.kind, row.kind))
    ends = f"··{row.last_four}" if row.last_four else row.label
    return f"{name} {ends}".strip()


def options_name(options: Mapping[str, Any]) -> str:
    """The options of a variant in a row."""
    return ", ".join(str(value) for value in options.values())


def line_name(line: Line) -> str:
    """An item in words."""
    options = options_name(line.options)
    return f"{line.name} ({options})" if options else line.name


def reasons_of(about: Asked) -> Mapping[str, str | Promise]:
    """The reasons that are offered, by their keys."""
    return REASONS[about]


def reason_name(about: str, key: str) -> str:
    """A kept reason in words; one that is not in the list stands as it is."""
    known: Mapping[str, str | Promise] = REASONS.get(Asked(about), {}) if about in set(Asked) else {}
    return str(known.get(key, key)) if key else _("no reason")
