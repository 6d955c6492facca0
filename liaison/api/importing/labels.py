"""What people read for entities and fields; mappings in files use the words themselves."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ENTITIES: Final[Mapping[str, str | Promise]] = {
    "customers": _("Customers"),
    "identities": _("Further e-mails and numbers"),
    "addresses": _("Addresses"),
    "products": _("Products"),
    "variants": _("Variants"),
    "payment_methods": _("Payment methods"),
    "orders": _("Orders"),
    "lines": _("Order lines"),
    "charges": _("Charges and discounts"),
    "fulfilments": _("Shipments"),
    "payments": _("Payments"),
    "locations": _("Places where goods lie"),
    "stock": _("Stock"),
    "tickets": _("Tickets"),
    "messages": _("Messages"),
}

FIELDS: Final[Mapping[str, str | Promise]] = {
    "external_id": _("Id in the other system"),
    "name": _("Name"),
    "language": _("Language"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "account_kind": _("Kind of account"),
    "account_name": _("Name of the account"),
    "created_at": _("Created"),
    "customer": _("Customer"),
    "kind": _("Kind"),
    "value": _("Value"),
    "shared": _("Used by several people"),
    "line1": _("Address, line 1"),
    "line2": _("Address, line 2"),
    "city": _("Town"),
    "region": _("Region"),
    "postcode": _("Postcode"),
    "country": _("Country"),
    "is_default": _("Default address"),
    "text": _("Text"),
    "category": _("Category"),
    "product": _("Product"),
    "sku": _("SKU"),
    "options": _("Options"),
    "price": _("Price"),
    "currency": _("Currency"),
    "available": _("Available"),
    "brand": _("Brand of the card"),
    "last_four": _("Last four digits"),
    "label": _("Words shown"),
    "balance": _("Balance"),
    "number": _("Number"),
    "status": _("Status"),
    "locks": _("What was asked for already"),
    "placed_at": _("Ordered"),
    "delivered_at": _("Delivered on"),
    "cancelled_at": _("Cancelled"),
    "cancelled_for": _("Reason of the cancellation"),
    "ship_to": _("Recipient"),
    "order": pgettext_lazy("bought", "Order"),
    "position": _("Position"),
    "variant": _("Variant"),
    "quantity": _("Quantity"),
    "why": _("Explanation"),
    "amount": _("Amount"),
    "rate": _("Rate"),
    "included": _("Included in the prices"),
    "carrier": _("Carrier"),
    "tracking": _("Tracking numbers"),
    "shipped_at": _("Shipped"),
    "items": _("What is in it"),
    "method": _("Payment method"),
    "at": _("When"),
    "settled_at": _("Settled on"),
    "reason": _("Reason"),
    "location": _("Place"),
    "shelf": _("Shelf"),
    "subject": _("Subject"),
    "department": _("Department"),
    "channel": _("Channel"),
    "direction": _("Who wrote to whom"),
    "author": _("Who wrote"),
    "author_name": _("Name of who wrote"),
    "author_address": _("Address of who wrote"),
    "to": _("To"),
    "ticket": _("Ticket"),
    "contact": _("Occasion"),
    "message_id": _("Message-ID of the mail"),
    "tags": _("Tags"),
    "priority": _("Priority"),
    "assignee": _("Colleague who has it"),
    "resolved_at": _("Resolved on"),
    "closed_at": _("Closed on"),
    "resolution": _("How it was resolved"),
    "begun_at": _("Beginning"),
    "ended_at": _("End"),
    "outcome": _("Outcome"),
}


def entity(name: str) -> str:
    """What an entity is called."""
    return str(ENTITIES.get(name, name))


def field(name: str) -> str:
    """What a field is called."""
    return str(FIELDS.get(name, name))
