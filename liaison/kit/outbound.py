"""Connections to servers which somebody typed into a form: never to our own network, unless it was named.

The address that is checked is the address that is connected to. Resolving a second time would let a name
answer with a public address for the check and with a private one for the connection (DNS rebinding).
"""

import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from liaison.kit.errors import Refusal

Address = IPv4Address | IPv6Address

# Public for Python's tables, of some versions at least: places of a cloud that tell secrets to whoever asks from
# inside, and IPv6 outside of what is given to anybody on the internet.
_NEVER: Final = (IPv4Network("168.63.129.16"), IPv4Network("192.0.0.0/24"))
_INTERNET: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")


class PrivateAddress(Refusal):
    """%(host)s lies in a private network. The desk connects there only if an administrator allows this server."""


class UnknownHost(Refusal):
    """There is no server called %(host)s."""


@dataclass(frozen=True)
class Place:
    """An address that was checked, ready to connect to."""

    family: socket.AddressFamily
    sockaddr: tuple[Any, ...]


def connect(host: str, port: int, *, timeout: timedelta, allowed: Iterable[str] = ()) -> socket.socket:
    """Return a connection to the server, at the very address that was checked.

    allowed: servers on private addresses that are wanted: `host`, `host:port`, an address or a network
    (`10.1.0.0/16`). Those named in the environment are allowed besides.
    Raises PrivateAddress, UnknownHost, or OSError (TimeoutError among them) when nobody answers.
    """
    places = check(host, port, allowed=allowed)
    until = monotonic() + timeout.total_seconds()
    failed: OSError = TimeoutError()
    for place in places:
        made = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            made.settimeout(max(until - monotonic(), 0.001))
            made.connect(place.sockaddr)
        except OSError as why:
            made.close()
            failed = why
        else:
            made.settimeout(timeout.total_seconds())
            return made
    raise failed


def check(host: str, port: int, *, allowed: Iterable[str] = ()) -> list[Place]:
    """Return the addresses of this server to which we may connect; at least one.

    Raises PrivateAddress when none of them may be used, UnknownHost when there are none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as why:
        raise UnknownHost(host=host) from why
    wanted = (*allowed, *_named_in_environment())
    places = [Place(family, sockaddr) for family, _, _, _, sockaddr in found]
    usable = [place for place in places if _may_reach(place, host=host, port=port, allowed=wanted)]
    if not usable:
        raise PrivateAddress(host=host)
    return usable


def trusting() -> ssl.SSLContext:
    """Whom we believe: the authorities of the system, and those of LIAISON_CA_FILE. Names are always compared."""
    context = ssl.create_default_context()
    if settings.LIAISON["CA_FILE"]:
        context.load_verify_locations(settings.LIAISON["CA_FILE"])
    return context


def is_public(address: Address) -> bool:
    """Tell whether this is the address of a server on the open internet.

    An older address wrapped into a newer one is judged too: the network unwraps it, and so must the check.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in net for net in _NEVER)
    if address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    inside = [address.sixtofour] if address.sixtofour else list(address.teredo or ())
    return address in _INTERNET and address.is_global and all(is_public(inner) for inner in inside)


def _may_reach(place: Place, *, host: str, port: int, allowed: Iterable[str]) -> bool:
    address = ip_address(str(place.sockaddr[0]).partition("%")[0])
    return is_public(address) or any(_names(name, host, port, address) for name in allowed)


def _names(name: str, host: str, port: int, address: Address) -> bool:
    """Whether an allowance (`host`, `host:port`, an address, a network) names this server."""
    network = _network(name)
    if network is not None:
        return address in network
    try:
        parts = urlsplit(f"//{name}")
        same_port = parts.port in {None, port}
    except ValueError:
        return False  # It is no way to write a server, so it names none.
    return same_port and (parts.hostname or "").rstrip(".") == host.lower().strip("[]").rstrip(".")


def _network(name: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(name.strip("[]"), strict=False)
    except ValueError:
        return None


def _named_in_environment() -> tuple[str, ...]:
    ours = settings.LIAISON
    outgoing = urlsplit(ours["OUTGOING_SMTP"])
    named = f"{outgoing.hostname}:{outgoing.port}" if outgoing.port else outgoing.hostname or ""
    return (*ours["ALLOW_PRIVATE"], *((named,) if named else ()))
