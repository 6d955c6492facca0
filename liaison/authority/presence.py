"""Who sits at a desk just now. The room above which knows it registers itself; without one, nobody is known to."""

from collections.abc import Callable, Iterable

There = Callable[[Iterable[str]], set[str]]

_KNOWS: list[There] = []


def knows(there: There) -> There:
    """Register who knows which of some actors, such as `member:7`, have a page of ours open."""
    _KNOWS[:] = [there]
    return there


def those_there(refs: Iterable[str]) -> set[str]:
    """Those of these actors who are there."""
    wanted = list(refs)
    return _KNOWS[0](wanted) if _KNOWS and wanted else set()
