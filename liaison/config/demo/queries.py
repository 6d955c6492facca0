"""Looking around in the demo company."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import gettext as _

from liaison.config.demo.company import AGENTS, address_of
from liaison.config.demo.models import Door
from liaison.kit.secrets import OtherKey
from liaison.team.registry import says_at_the_door
from liaison.team.requests import place_of

ITSELF = {"localhost", "127.0.0.1", "[::1]"}


def password() -> str:
    """With which all agents of the demo sign in; empty when there is no demo, or the key of its secret is gone."""
    door = Door.objects.first()
    try:
        return door.password.reveal() if door else ""
    except OtherKey:
        return ""


@says_at_the_door
def _to_look_around(request: HttpRequest) -> str:
    """How to sign in as one of the agents, told to nobody but whoever sits at the machine itself."""
    if settings.LIAISON["URL"] or not _is_from_here(request) or not (known := password()):
        return ""
    words = _(
        "A demo company is here. Sign in as %(agent)s, or another of its agents, with the password %(password)s."
    )
    return words % {"agent": address_of(AGENTS[2][0]), "password": known}


def _is_from_here(request: HttpRequest) -> bool:
    """A proxy tells another address, or the host by which the world knows it."""
    try:
        here = ip_address(place_of(request)).is_loopback
    except ValueError:
        return False
    return here and split_domain_port(request.get_host())[0] in ITSELF
