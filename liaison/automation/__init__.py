"""Rules, macros and schedules: what happens by itself. Nothing is built here yet."""
