"""What those are called who acted: members, assistants, programs, and the desk itself."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from liaison.journal.registry import RESOLVERS
from liaison.kit.actor import SYSTEM


def called(refs: Iterable[str]) -> dict[str, str]:
    """Names by reference; whoever nobody can name any more keeps the reference."""
    wanted = set(refs)
    by_noun: dict[str, set[int]] = {}
    for ref in wanted:
        noun, _colon, id_ = ref.partition(":")
        if id_.isdecimal():
            by_noun.setdefault(noun, set()).add(int(id_))
    found = {ref: ref for ref in wanted} | {SYSTEM.ref: _("The desk itself")}
    for noun, ids in by_noun.items():
        if noun in RESOLVERS:
            found |= {f"{noun}:{id_}": name for id_, name in RESOLVERS[noun](ids).items()}
    return found
