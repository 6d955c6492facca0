"""The facts: what can be bought, what was bought, how it was paid and what was asked for afterwards."""

from liaison.orders.models.catalogue import Link, Location, Product, Stock, Variant
from liaison.orders.models.order import Charge, Fulfilled, Fulfilment, Line, Order
from liaison.orders.models.paying import Invoice, InvoiceLine, Movement, PaymentMethod, Voucher
from liaison.orders.models.requests import Request, RequestLine
from liaison.orders.models.shops import OutsideAction, Shop

__all__ = [
    "Charge",
    "Fulfilled",
    "Fulfilment",
    "Invoice",
    "InvoiceLine",
    "Line",
    "Link",
    "Location",
    "Movement",
    "Order",
    "OutsideAction",
    "PaymentMethod",
    "Product",
    "Request",
    "RequestLine",
    "Shop",
    "Stock",
    "Variant",
    "Voucher",
]
