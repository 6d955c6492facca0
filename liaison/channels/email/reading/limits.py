"""How much of a hostile mail we look at. What lies beyond stays in the mail's bytes, never lost."""

MAX_DEPTH = 60
"""Multiparts inside multiparts; deeper ones become one attachment."""

MAX_PARTS = 1_000
"""Parts of a mail; those after them become one attachment."""

MAX_SCANNED = 2_000_000_000
"""Bytes searched for boundaries, all levels together."""

MAX_HEADER_BLOCK = 4_000_000
"""Bytes of the header of one part that are searched for fields."""

MAX_FIELDS = 2_000
"""Fields of one header."""

MAX_FIELD = 300_000
"""Bytes of one field: 10,000 addresses fit."""

MAX_ENTRY = 2_000
"""Bytes of one name and address."""

MAX_PARAMETERS = 16_000
"""Bytes of a Content-Type or Content-Disposition that are read."""

MAX_SUBJECT = 2_000
"""Characters of a subject."""

MAX_ADDRESSES = 10_000
"""Addresses of one field."""

MAX_REFERENCES = 500
"""Message ids of one field, the last ones."""

MAX_TEXT = 5_000_000
"""Characters of a body that we keep as text."""

MAX_HTML = 2_000_000
"""Characters of HTML that are turned into text or cleaned."""

MAX_TAGS = 100_000
"""Tags of HTML that are turned into text or cleaned."""

MAX_HTML_DEPTH = 1_000
"""Elements inside elements; HTML that goes deeper is shown as text."""

MAX_REPLY = 400_000
"""Characters that are searched for quotations; a longer text is all reply."""
