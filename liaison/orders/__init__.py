"""orders: what they bought. Catalogue, stock, order, payment, invoice, request; refund is not compensation."""
