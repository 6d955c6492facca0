"""What they bought: catalogue, stock, order, payment, return, refund, ledger. Nothing is built here yet."""
