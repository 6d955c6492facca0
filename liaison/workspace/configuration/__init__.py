"""The pages of the configuration which belong to no single room."""
