"""Reading the team."""

from collections.abc import Iterable, Mapping

from liaison.authority.queries import extent_of, holders
from liaison.journal.registry import names
from liaison.kit.actor import Actor
from liaison.kit.rows import Prepared
from liaison.team.models import Brand, Department, Member


def departments(*, for_: Actor, permission: str = "tickets.see") -> list[Department]:
    """The open departments in which somebody holds a permission, by name."""
    extent = extent_of(permission, by=for_)
    found = Department.objects.filter(closed_at=None).order_by("name")
    return list(found if extent.everywhere else found.filter(pk__in=extent.departments))


def is_active(member: int) -> bool:
    """Whether this colleague is there and may sign in."""
    return Member.objects.filter(pk=member, is_active=True).exists()


def is_open(department: int) -> bool:
    """Whether this department is there and not closed."""
    return bool(_OPEN(department))


_OPEN = Prepared(lambda id_: Department.objects.filter(pk=id_, closed_at=None).values_list("pk"), -1)


@names("member")
def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of colleagues by id."""
    return dict(Member.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@names("department")
def department_names(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of many departments at once, by id."""
    return dict(Department.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@names("brand")
def _brands(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Brand.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def colleagues(department: int) -> list[Member]:
    """The active members who can answer in a department, by name."""
    ids = [
        int(ref[7:]) for ref in holders("tickets.note", department=department) if ref.startswith("member:")
    ]
    return sorted(Member.objects.filter(pk__in=ids, is_active=True), key=lambda m: m.name.casefold())


def language_of(actor: Actor) -> str:
    """The language of a member, empty for whoever has none."""
    noun, _, id_ = actor.ref.partition(":")
    if noun != "member":
        return ""
    return (
        getattr(actor, "language", "")
        or Member.objects.filter(pk=id_).values_list("language", flat=True).first()
        or ""
    )
