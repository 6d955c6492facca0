"""The doors of providers, and the pages of accounts."""
