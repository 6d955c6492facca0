"""What the rooms above tell this one: what still needs a department, what is said at the door."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest

Says = Callable[[HttpRequest], str]
_SAYS: list[Says] = []
Needs = Callable[[int], Iterable[str]]
_NEEDS: list[Needs] = []


def needs_department(tells: Needs) -> Needs:
    """Register who can name what of theirs needs a department (by its id), such as a mailbox by its address."""
    _NEEDS.append(tells)
    return tells


def what_needs(department: int) -> list[str]:
    """What keeps this department from being closed."""
    return [name for tells in _NEEDS for name in tells(department)]


def says_at_the_door(tells: Says) -> Says:
    """Register who has a sentence for the page on which people sign in; an empty one is not shown."""
    _SAYS.append(tells)
    return tells


def said_at_the_door(request: HttpRequest) -> list[str]:
    """The sentences for whoever is about to sign in."""
    return [said for tells in _SAYS if (said := tells(request))]
