"""The charset which HTML itself names, for parts that do not."""

import re

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)""", re.IGNORECASE)


def charset_of_html(content: bytes) -> str:
    """Return the label in the document's meta tag, '' if there is none."""
    found = _META.search(content, 0, 4_096)
    return found.group(1).decode("ascii") if found else ""
