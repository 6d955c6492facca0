"""Topics: `ticket:812` for one thing, `ticket:*` for every thing of its kind, `health` for the only one of it."""

import re
from collections.abc import Iterable
from typing import Final

_TOPIC: Final = re.compile(r"[a-z][a-z_]{0,39}(:(\*|[A-Za-z0-9_-]{1,40}))?")


def is_topic(text: object) -> bool:
    """Tell whether this is how a topic is written."""
    return isinstance(text, str) and _TOPIC.fullmatch(text) is not None


def topics_about(refs: Iterable[str]) -> set[str]:
    """Return every topic under which news about these is heard."""
    refs = set(refs)
    return refs | {f"{ref.partition(':')[0]}:*" for ref in refs if ":" in ref}
