"""What anyone may do and up to what limit: role, grant, decision, approval, and the catalogue of commands."""
