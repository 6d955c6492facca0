"""Any program of a developer, as a channel: it calls us, and we call it, signed, with fields that are named here."""
