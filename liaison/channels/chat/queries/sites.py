"""Reading sites: for their visitors, who know the key, and for whoever configures them."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from liaison.channels import doors
from liaison.channels.chat.models import Site
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept


@kept("site", "brand", "department")
def open_site(key: str) -> Site:
    """The site with this key, shared: nobody may change it. Raises NotFound when there is none that takes chats."""
    found = Site.objects.filter(key=key, closed_at=None).select_related("brand", "department").first()
    if found is None:
        raise NotFound
    return found


def sites(*, for_: Actor) -> QuerySet[Site]:
    """The sites of the departments somebody configures."""
    rows = Site.objects.select_related("brand", "department").order_by("name", "pk")
    return doors.configured(rows, "chat.configure", for_=for_)


def find_site(site: int, *, for_: Actor, lock: bool = False) -> Site:
    """One site that somebody configures. Raises NotFound."""
    return doors.find(sites(for_=for_), site, lock=lock)


@kept("site")
def any_site() -> bool:
    """Whether there is a site with our line on it at all."""
    return Site.objects.filter(closed_at=None).exists()


@sight("site")
def _sites_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(sites(for_=for_).filter(pk__in=ids).values_list("pk", flat=True))


@names("site")
def site_names(ids: Iterable[int]) -> Mapping[int, str]:
    """What sites are called."""
    return dict(Site.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
