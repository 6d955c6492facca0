"""Tools without domain words: actor, clock, the embedded database, errors, the live hub, pages and text."""
