"""What they bought: catalogue, stock, order, payment, return, refund, compensation and their ledger. Nothing is built here yet."""
