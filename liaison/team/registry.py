"""What the rooms above tell this one: what still needs a department."""

from collections.abc import Callable, Iterable

Needs = Callable[[int], Iterable[str]]
_NEEDS: list[Needs] = []


def needs_department(tells: Needs) -> Needs:
    """Register who can name what of theirs needs a department (by its id), such as a mailbox by its address."""
    _NEEDS.append(tells)
    return tells


def what_needs(department: int) -> list[str]:
    """What keeps this department from being closed."""
    return [name for tells in _NEEDS for name in tells(department)]
