"""What can happen to an order. Amounts are kept as `12.50 EUR`."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    """Something that happened to an order, perhaps in a conversation."""

    about: ClassVar[tuple[str, ...]] = ("order", "ticket", "customer")
    order_id: int
    ticket_id: int | None = None
    customer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RequestEvent(OrderEvent):
    """Something that was asked for about an order. request_id: the request."""

    request_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Placed(OrderEvent):
    """An order was taken."""

    kind = "orders.placed"
    says = _("%(by)s took the order %(order)s (%(amount)s).")
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class Cancelled(RequestEvent):
    """An order was cancelled. amount: what was given back."""

    kind = "orders.cancelled"
    says = _("%(by)s cancelled the order %(order)s; given back: %(amount)s.")
    reason: str
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class AddressChanged(RequestEvent):
    """An order goes elsewhere."""

    kind = "orders.address_changed"
    says = _("%(by)s changed the address of the order %(order)s.")


@event
@dataclass(frozen=True, kw_only=True)
class ItemsChanged(RequestEvent):
    """Pieces of an order became others. difference: what they cost more; negative when less."""

    kind = "orders.items_changed"
    says = _("%(by)s changed items of the order %(order)s; difference: %(difference)s.")
    pieces: int
    difference: str


@event
@dataclass(frozen=True, kw_only=True)
class PaymentChanged(RequestEvent):
    """An order is paid by another method."""

    kind = "orders.payment_changed"
    says = _("%(by)s changed how the order %(order)s is paid.")
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class ReturnAsked(RequestEvent):
    """Goods shall be given back. amount: what will be given back for them."""

    kind = "orders.return_asked"
    says = _("%(by)s entered a return for the order %(order)s; to be given back: %(amount)s.")
    pieces: int
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class ExchangeAsked(RequestEvent):
    """Goods shall be replaced by others."""

    kind = "orders.exchange_asked"
    says = _("%(by)s entered an exchange for the order %(order)s; difference: %(difference)s.")
    pieces: int
    difference: str


@event
@dataclass(frozen=True, kw_only=True)
class RequestApproved(RequestEvent):
    """A return or exchange was agreed to. label: the label for sending it back went out."""

    kind = "orders.request_approved"
    says = _("%(by)s agreed to what was asked for about the order %(order)s.")
    label: bool = False


@event
@dataclass(frozen=True, kw_only=True)
class GoodsReceived(RequestEvent):
    """Goods came back."""

    kind = "orders.goods_received"
    says = _("Goods of the order %(order)s came back.")


@event
@dataclass(frozen=True, kw_only=True)
class GoodsInspected(RequestEvent):
    """Goods that came back were looked at."""

    kind = "orders.goods_inspected"
    says = _("%(by)s looked at the goods of the order %(order)s that came back.")


@event
@dataclass(frozen=True, kw_only=True)
class RequestSettled(RequestEvent):
    """What was asked for was done. amount: what was given back; negative when the customer paid more."""

    kind = "orders.request_settled"
    says = _("%(by)s settled what was asked for about the order %(order)s; given back: %(amount)s.")
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class RequestRefused(RequestEvent):
    """What was asked for will not be done."""

    kind = "orders.request_refused"
    says = _("%(by)s refused what was asked for about the order %(order)s.")
    reason: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class Refunded(RequestEvent):
    """What was paid was given back, in whole or in part."""

    kind = "orders.refunded"
    says = _("%(by)s gave back %(amount)s for the order %(order)s.")
    reason: str
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class Compensated(RequestEvent):
    """More was given than was paid. given: goodwill, credit or voucher."""

    kind = "orders.compensated"
    says = _("%(by)s gave %(amount)s for the order %(order)s as a gesture.")
    given: str
    reason: str
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class PaymentConfirmed(OrderEvent):
    """Money arrived for an invoice."""

    kind = "orders.payment_confirmed"
    says = _("%(by)s entered that %(amount)s arrived for the order %(order)s.")
    invoice_id: int
    amount: str


@event
@dataclass(frozen=True, kw_only=True)
class InvoiceOverdue(OrderEvent):
    """An invoice was not paid in time. stage: how far we are in asking now."""

    kind = "orders.invoice_overdue"
    says = _("The invoice for the order %(order)s is overdue.")
    invoice_id: int
    stage: str


@event
@dataclass(frozen=True, kw_only=True)
class Imported(Event):
    """What another system knows of goods, orders and money came in, or was brought up to date.

    source: the system. entity: what was taken in. new: how many. orders: ids of those that were changed.
    """

    kind = "orders.imported"
    says = _("%(by)s imported orders from %(source)s.")
    about = ("order",)
    source: str
    entity: str
    new: int
    orders: tuple[int, ...] = ()

    def refs(self) -> list[str]:
        """Every order that was changed; whichever is new nobody has looked at."""
        return [f"order:{id_}" for id_ in self.orders]


@dataclass(frozen=True, kw_only=True)
class OutsideEvent(OrderEvent):
    """What became of something that a shop outside was asked to do. action_id, shop_id: the action and the shop."""

    about = ("order", "ticket", "customer", "shop")
    action_id: int
    shop_id: int
    verb: str


@event
@dataclass(frozen=True, kw_only=True)
class OutsideAsked(OutsideEvent):
    """A shop outside is asked to do something."""

    kind = "orders.outside_asked"
    says = _("%(by)s asked %(shop)s for it (order %(order)s). What becomes of it will stand here.")


@event
@dataclass(frozen=True, kw_only=True)
class OutsideDone(OutsideEvent):
    """The shop has done it. checked: found out by asking, after nobody knew."""

    kind = "orders.outside_done"
    says = _("%(shop)s has done it (order %(order)s).")
    checked: bool = False


@event
@dataclass(frozen=True, kw_only=True)
class OutsideFailed(OutsideEvent):
    """The shop did not do it; nothing changed."""

    kind = "orders.outside_failed"
    says = _("%(shop)s did not do what was asked for the order %(order)s; nothing has changed.")


@event
@dataclass(frozen=True, kw_only=True)
class OutsideOpen(OutsideEvent):
    """Nobody knows what became of it, and a person must look."""

    kind = "orders.outside_open"
    says = _("It is not known whether %(shop)s has done it (order %(order)s). Please look there and say so.")


@dataclass(frozen=True, kw_only=True)
class ShopEvent(Event):
    """Something that happened to the connection of a shop outside."""

    about = ("shop",)
    shop_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ShopConnected(ShopEvent):
    """A shop outside was connected."""

    kind = "orders.shop_connected"
    says = _("%(by)s connected the shop %(shop)s.")


@event
@dataclass(frozen=True, kw_only=True)
class ShopChanged(ShopEvent):
    """A shop is connected otherwise. fields: which were changed."""

    kind = "orders.shop_changed"
    says = _("%(by)s changed the connection of the shop %(shop)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class ShopClosed(ShopEvent):
    """A shop is not connected any more."""

    kind = "orders.shop_closed"
    says = _("%(by)s disconnected the shop %(shop)s.")
