"""Origins of web sites: which other pages may show or ask something of ours."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from liaison.kit.errors import Invalid

PORTS: Final = {"http": 80, "https": 443}
FOREIGN: Final = frozenset(" ;,'\"*@\\")
"""Characters which would say something else in a policy header, or to a browser."""


def origin_of(address: str) -> str:
    """The origin of a page as browsers write it: `https://shop.example`, in ASCII, without the usual port.

    Empty for what is no address of a page.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    if parts.scheme not in PORTS or not host or set(parts.netloc) & FOREIGN:
        return ""
    return f"{parts.scheme}://{host}" + ("" if port in (None, PORTS[parts.scheme]) else f":{port}")


def belongs(origin: str, origins: Iterable[str]) -> bool:
    """Whether a page of this origin is among those named."""
    asked = origin_of(origin)
    return bool(asked) and asked in map(origin_of, origins)


def checked(origins: Iterable[str]) -> list[str]:
    """Origins that somebody named, as they are kept. Raises Invalid for what is more than an origin, or none."""
    return [_checked(origin) for origin in origins]


def _checked(typed: str) -> str:
    origin = origin_of(typed)
    rest = urlsplit(typed.strip()) if origin else None
    if rest is None or rest.path.strip("/") or rest.query or rest.fragment:
        problem = _("%(origin)s is no origin. Write it as https://shop.example.") % {"origin": typed}
        raise Invalid(field="origins", problem=problem)
    return origin


def _host(name: str) -> str:
    """A host as it stands in headers: a policy header holds no letters beyond ASCII."""
    if ":" in name:
        return f"[{name}]"
    return name.encode("idna").decode("ascii").lower()
