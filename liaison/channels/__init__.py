"""How words reach us and leave us: parcels in, dispatches out; each channel is a folder of its own."""
