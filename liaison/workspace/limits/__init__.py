"""The company's limits as people write and read them: rules, what was decided by them, and what was given away."""
