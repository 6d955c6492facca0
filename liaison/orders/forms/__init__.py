"""What is asked of a representative before a command on an order: one form for each, made from the order itself.

A form gives the parameters of its command, a plausible wish by which a button knows beforehand what would become of
it, and the details that the customer says yes to.
"""

from collections.abc import Mapping

from liaison.orders.forms.changing import (
    CancelForm,
    ChangeAddressForm,
    ChangeItemsForm,
    ChangePaymentForm,
    ExchangeForm,
)
from liaison.orders.forms.giving import CompensateForm, RefundForm, ReturnForm
from liaison.orders.forms.handling import (
    ApproveForm,
    InspectForm,
    ReceiveForm,
    RefuseForm,
    RequestWish,
    SettleForm,
)
from liaison.orders.forms.paying import ConfirmPaymentForm
from liaison.orders.forms.placing import PlaceForm
from liaison.orders.forms.wish import Wish

WISHES: Mapping[str, type[Wish]] = {
    one.asks.name: one
    for one in (
        CancelForm,
        ChangeAddressForm,
        ChangeItemsForm,
        ChangePaymentForm,
        ReturnForm,
        ExchangeForm,
        RefundForm,
        CompensateForm,
        ConfirmPaymentForm,
    )
}
"""Every form by the name of its command, in the order in which they are offered."""

HANDLING: Mapping[str, type[RequestWish]] = {
    one.asks.name: one for one in (ApproveForm, ReceiveForm, InspectForm, SettleForm, RefuseForm)
}
"""The forms of what was asked for about an order, in the order in which their steps come."""

__all__ = ["HANDLING", "WISHES", "PlaceForm", "RequestWish", "Wish"]
