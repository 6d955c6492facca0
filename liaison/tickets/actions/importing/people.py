"""The colleagues of whom files speak by their addresses."""

from collections.abc import Iterable

from liaison.team.queries import members_by_address


def colleagues(addresses: Iterable[str]) -> dict[str, int]:
    """The ids of colleagues, by their addresses in small letters; whoever is not one is left out."""
    wanted = {one.lower() for one in addresses if one}
    return {address: id_ for address, id_ in members_by_address().items() if address in wanted}
