"""Our own shape of a REST API, as a person would write it; docs/shops.md shows it word for word."""

from typing import Final

OWN: Final = """\
hello = { path = "/shop", name = "name" }
why = "message"

[paging]
size = 50
limit = "limit"
since = "changed_since"
next = "next"
cursor = "after"
page = ""

[products]
path = "/products"
list = "products"
fields = { external_id = "id", name = "name", text = "text", category = "category", changed = "changed_at" }

[products.variants]
list = "variants"

[products.variants.fields]
external_id = "id"
sku = "sku"
options = "options"
price = "price"
currency = "currency"
available = "available"

[customers]
path = "/customers"
list = "customers"
fields = { external_id = "id", name = "name", email = "email", phone = "phone", changed = "changed_at" }

[orders]
path = "/orders"
one = "/orders/{order}"
list = "orders"

[orders.fields]
external_id = "id"
number = "number"
customer = "customer.id"
customer_name = "customer.name"
customer_email = "customer.email"
customer_phone = "customer.phone"
status = "status"
currency = "currency"
placed_at = "placed_at"
delivered_at = "delivered_at"
cancelled_at = "cancelled_at"
ship_to = "address.name"
line1 = "address.line1"
line2 = "address.line2"
city = "address.city"
region = "address.region"
postcode = "address.postcode"
country = "address.country"
phone = "address.phone"
changed = "changed_at"

[orders.lines]
list = "lines"
fields = { variant = "variant", name = "name", price = "price", quantity = "quantity" }

[orders.charges]
list = "charges"
fields = { kind = "kind", label = "label", amount = "amount" }

[orders.payments]
list = "payments"
fields = { external_id = "id", kind = "kind", amount = "amount", at = "at", key = "key" }

[deeds.cancel]
method = "POST"
path = "/orders/{order}/cancel"
body = { amount = "{amount}", currency = "{currency}", reason = "{reason}" }
key_header = "Idempotency-Key"
repeat = true
reference = "reference"

[deeds.cancel.ask]
path = "/deeds/{key}"
state = "state"
done = ["done"]
not_done = ["not_done"]
missing = "not_done"
reference = "reference"

[deeds.refund]
method = "POST"
path = "/orders/{order}/refunds"
body = { amount = "{amount}", currency = "{currency}", reason = "{reason}" }
key_header = "Idempotency-Key"
repeat = true
reference = "reference"

[deeds.refund.ask]
path = "/deeds/{key}"
state = "state"
done = ["done"]
not_done = ["not_done"]
missing = "not_done"
reference = "reference"

[deeds.address]
method = "PUT"
path = "/orders/{order}/address"
key_header = "Idempotency-Key"
repeat = true
reference = "reference"

[deeds.address.body]
name = "{address.name}"
line1 = "{address.line1}"
line2 = "{address.line2}"
city = "{address.city}"
region = "{address.region}"
postcode = "{address.postcode}"
country = "{address.country}"
phone = "{address.phone}"

[deeds.address.ask]
path = "/deeds/{key}"
state = "state"
done = ["done"]
not_done = ["not_done"]
missing = "not_done"
reference = "reference"
"""
