"""The kinds of shops that can be connected: one line each."""

from collections.abc import Mapping
from typing import Final

from liaison.orders.shops.generic.shop import Generic
from liaison.orders.shops.protocol import Shop
from liaison.orders.shops.woocommerce.shop import WooCommerce

KINDS: Final[Mapping[str, type[Shop]]] = {one.kind: one for one in (WooCommerce, Generic)}
