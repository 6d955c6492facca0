"""E-mail: our own SMTP door and IMAP mailboxes in, SMTP out."""
