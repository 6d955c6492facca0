"""The faces of the company."""

from typing import Any

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.rows import one_at_a_time, swap
from liaison.team import events
from liaison.team.errors import NameTaken
from liaison.team.models import Brand


@transaction.atomic
def create_brand(name: str, *, language: str = "en", by: Actor, **more: Any) -> Brand:
    """Make a brand. Raises NameTaken. more: colour as `#3b5bdb`."""
    if _is_taken(name, but=None):
        raise NameTaken
    brand = Brand.objects.create(name=name, language=language, **more)
    record(events.BrandCreated(brand_id=brand.pk), by=by)
    return brand


@transaction.atomic
def change_brand(brand: Brand, *, by: Actor, **to: Any) -> None:
    """Change a brand: name, language, colour. Raises NameTaken."""
    changed = {field: value for field, value in to.items() if getattr(brand, field) != value}
    if not changed:
        return
    if "name" in changed and _is_taken(changed["name"], but=brand):
        raise NameTaken
    swap(brand, when={}, to=changed)
    record(events.BrandChanged(brand_id=brand.pk, fields=tuple(sorted(changed))), by=by)


def _is_taken(name: str, *, but: Brand | None) -> bool:
    one_at_a_time("brand")
    same = Brand.objects.filter(name__iexact=name)
    return (same.exclude(pk=but.pk) if but else same).exists()
