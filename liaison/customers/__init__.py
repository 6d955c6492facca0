"""The people who ask: customer, account, identity, address and note, and how they are found again."""
