"""Reading mailboxes on IMAP servers: one connection each, told of new mail by IDLE."""
