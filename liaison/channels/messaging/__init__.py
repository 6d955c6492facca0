"""What messengers share: accounts with providers, the door for their webhooks, sending, files, receipts, the window."""
