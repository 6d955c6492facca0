"""Django's PostgreSQL backend with what the hot pages need of the driver (the engine named in the settings)."""
