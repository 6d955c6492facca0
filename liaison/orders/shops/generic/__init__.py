"""Any system of a company's own that speaks REST: our own shape of it, or another one described in TOML."""
