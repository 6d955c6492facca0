"""How words reach us and leave us: parcels come in, dispatches go out, and each channel is a folder of its own."""
