"""The words of this room which cross its border."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(StrEnum):
    """How far an order is."""

    PENDING = "pending"  # Nothing was done with it yet.
    PROCESSED = "processed"  # It is being packed or is on its way.
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Lock(StrEnum):
    """What can be asked for once."""

    ITEMS_CHANGED = "items changed"
    RETURN_REQUESTED = "return requested"
    EXCHANGE_REQUESTED = "exchange requested"


class MethodKind(StrEnum):
    """By what is paid."""

    CARD = "card"
    PAYPAL = "paypal"
    BANK = "bank"
    INVOICE = "invoice"
    CASH = "cash"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"


AT_ONCE = frozenset({MethodKind.GIFT_CARD, MethodKind.STORE_CREDIT})
"""Methods with a balance of ours, which moves at once; money by all others arrives within days."""


class Moved(StrEnum):
    """Why money moved."""

    PAYMENT = "payment"  # The customer paid for the order.
    CHARGE = "charge"  # The customer paid a difference or a fee afterwards.
    REFUND = "refund"  # We gave back what was paid.
    COMPENSATION = "compensation"  # We gave more than was paid.


class Asked(StrEnum):
    """What a customer can ask for."""

    CANCELLATION = "cancellation"
    ADDRESS = "address"
    ITEMS = "items"
    PAYMENT = "payment"
    RETURN = "return"
    EXCHANGE = "exchange"
    REFUND = "refund"
    CREDIT = "credit"
    GOODWILL = "goodwill"
    VOUCHER = "voucher"


class State(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    APPROVED = "approved"
    LABEL_SENT = "label_sent"
    RECEIVED = "received"
    INSPECTED = "inspected"
    SETTLED = "settled"
    REFUSED = "refused"


UNDER_WAY = (State.ASKED, State.APPROVED, State.LABEL_SENT, State.RECEIVED, State.INSPECTED)


class Outside(StrEnum):
    """How far something is that is asked of a shop outside."""

    ASKED = "asked"  # To be sent.
    DOING = "doing"  # Being sent; written down before anything leaves.
    DONE = "done"
    FAILED = "failed"  # The shop said no; nothing changed.
    UNKNOWN = "unknown"  # It may have been done; the shop is asked, or a person must look.


OUTSIDE_OPEN = (Outside.ASKED, Outside.DOING, Outside.UNKNOWN)


class Kind(StrEnum):
    """How one product is bound to another."""

    ALTERNATIVE = "alternative"
    GOES_WITH = "goes_with"


class Charged(StrEnum):
    """What is charged besides the goods."""

    DELIVERY = "delivery"
    FEE = "fee"
    TAX = "tax"
    DISCOUNT = "discount"


class Due(StrEnum):
    """How an invoice stands."""

    OPEN = "open"
    PAID = "paid"
    REMINDED = "reminded"
    LAST_NOTICE = "last_notice"
    COLLECTION = "collection"
    WITHDRAWN = "withdrawn"


ASKED_FOR = (Due.OPEN, Due.REMINDED, Due.LAST_NOTICE, Due.COLLECTION)
"""States of an invoice on which money is still owed."""


REASONS: dict[Asked, dict[str, str | Promise]] = {
    Asked.CANCELLATION: {
        "no_longer_needed": _("No longer needed"),
        "ordered_by_mistake": _("Ordered by mistake"),
        "found_cheaper": _("Found cheaper elsewhere"),
        "takes_too_long": _("Takes too long"),
    },
    Asked.REFUND: {
        "damaged": _("Arrived damaged"),
        "missing": _("Something is missing"),
        "late": _("Arrived late"),
        "not_as_described": _("Not as described"),
        "charged_wrongly": _("Charged wrongly"),
        "other": _("Another reason"),
    },
    Asked.GOODWILL: {
        "late": _("Arrived late"),
        "trouble": _("Trouble with our service"),
        "kept_waiting": _("Kept waiting for an answer"),
        "loyalty": _("A customer of many years"),
        "other": _("Another reason"),
    },
}
"""The reasons that are offered, until the company keeps a list of its own. The key is kept, the words are shown."""
