"""Decisions from plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network


@dataclass(frozen=True)
class Limit:
    """So many attempts within so long. of: whether it counts per address, per place, or per pair of both."""

    of: str
    most: int
    within: timedelta


def free_again(times: Sequence[datetime], limit: Limit) -> datetime | None:
    """When the next attempt is free, from the newest attempts first; None when it is free now."""
    if len(times) < limit.most:
        return None
    return times[limit.most - 1] + limit.within


def network(place: str) -> str:
    """The part of a network address by which one house is known: IPv6 hands 2^64 addresses to everyone."""
    try:
        address = ip_address(place)
    except ValueError:
        return place
    return str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(agent: str) -> str:
    """What people call a browser: *Firefox, Linux*. Each one also names others that it is like, so order matters."""
    known = [next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in known if name) or agent[:60]
