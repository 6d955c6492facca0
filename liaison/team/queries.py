"""Reading the team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from liaison.authority.models import Grant
from liaison.authority.queries import extent_of, grants_of, holders, shown_name
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.rows import Prepared
from liaison.team.errors import NotADepartment
from liaison.team.models import Brand, Department, Member, Session

CONFIGURE = "team.configure"


@dataclass(frozen=True)
class Held:
    """One role a colleague holds, and where. department: None for all."""

    role: int
    name: str
    department: int | None
    where: str


@dataclass(frozen=True)
class Colleague:
    """A row of the list of agents. mine: whether the reader may change this colleague."""

    member: Member
    held: tuple[Held, ...]
    mine: bool


def departments(*, for_: Actor, permission: str = "tickets.see") -> list[Department]:
    """The open departments in which somebody holds a permission, by name."""
    extent = extent_of(permission, by=for_)
    return [one for one in open_departments() if extent.everywhere or one.pk in extent.departments]


@kept("department")
def open_departments() -> tuple[Department, ...]:
    """Every department that is not closed, by name."""
    return tuple(Department.objects.filter(closed_at=None).order_by("name"))


def is_active(member: int) -> bool:
    """Whether this colleague is there and may sign in."""
    return Member.objects.filter(pk=member, is_active=True).exists()


def is_open(department: int) -> bool:
    """Whether this department is there and not closed."""
    return bool(_OPEN(department))


_OPEN = Prepared(lambda id_: Department.objects.filter(pk=id_, closed_at=None).values_list("pk"), -1)


def all_departments() -> list[Department]:
    """Every department with its brand, closed ones last."""
    found = Department.objects.select_related("brand")
    return sorted(found, key=lambda d: (d.closed_at is not None, d.brand.name.lower(), d.name.lower()))


def everybody(*, for_: Actor) -> list[Colleague]:
    """Everybody of the team with their roles, those who work here first."""
    members = sorted(Member.objects.all(), key=lambda m: (not m.is_active, m.name.lower()))
    held = _held([m.ref for m in members])
    extent = extent_of(CONFIGURE, by=for_)
    return [
        Colleague(m, tuple(held[m.ref]), all(extent.covers_all(h.department) for h in held[m.ref]))
        for m in members
    ]


def colleague(member: int, *, for_: Actor) -> Colleague:
    """One of the team with their roles. Raises NotFound unless somebody may configure the team somewhere."""
    extent = extent_of(CONFIGURE, by=for_)
    found = Member.objects.filter(pk=member).first()
    if found is None or not extent:
        raise NotFound
    held = tuple(_held([found.ref])[found.ref])
    return Colleague(found, held, all(extent.covers_all(h.department) for h in held))


def _held(refs: list[str]) -> dict[str, list[Held]]:
    grants = grants_of(refs)
    known = department_names({g.department for g in grants if g.department is not None})
    found: dict[str, list[Held]] = {ref: [] for ref in refs}
    for grant in grants:
        found[grant.actor].append(_one(grant, known))
    return found


def _one(grant: Grant, known: Mapping[int, str]) -> Held:
    where = gettext("all departments") if grant.department is None else known.get(grant.department, "")
    return Held(grant.role_id, shown_name(grant.role), grant.department, where)


def find_department(department: int) -> Department:
    """Return a department with its brand. Raises NotFound."""
    found = Department.objects.select_related("brand").filter(pk=department).first()
    if found is None:
        raise NotFound
    return found


def open_department(department: int) -> Department:
    """Return a department with its brand. Raises NotADepartment if it is not there or closed."""
    found = Department.objects.select_related("brand").filter(pk=department, closed_at=None).first()
    if found is None:
        raise NotADepartment
    return found


def find_brand(brand: int) -> Brand:
    """Return a brand. Raises NotFound."""
    found = Brand.objects.filter(pk=brand).first()
    if found is None:
        raise NotFound
    return found


def brands() -> list[Brand]:
    """Every brand, by name."""
    return list(_brands_by_name())


@kept("brand")
def _brands_by_name() -> tuple[Brand, ...]:
    return tuple(sorted(Brand.objects.all(), key=lambda b: b.name.lower()))


def sessions_of(member: Member) -> list[Session]:
    """The browsers in which a member is signed in, the last seen first."""
    return list(Session.objects.filter(member=member).defer("session_data").order_by("-seen_at"))


@kept("member", "department", "brand")
def _all_names(of: type[Member] | type[Department] | type[Brand]) -> Mapping[int, str]:
    return dict(of._default_manager.values_list("pk", "name"))


@names("member")
def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of colleagues by id."""
    known = _all_names(Member)
    return {id_: known[id_] for id_ in ids if id_ in known}


def department_ids() -> frozenset[int]:
    """The ids of all departments, closed ones among them."""
    return frozenset(_all_names(Department))


@names("department")
def department_names(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of many departments at once, by id."""
    known = _all_names(Department)
    return {id_: known[id_] for id_ in ids if id_ in known}


@names("brand")
def _brands(ids: Iterable[int]) -> Mapping[int, str]:
    known = _all_names(Brand)
    return {id_: known[id_] for id_ in ids if id_ in known}


@sight("member")
@sight("department")
@sight("brand")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(CONFIGURE, by=for_) else set()


@kept("member", "role")
def colleagues(department: int) -> tuple[Member, ...]:
    """The active members who can answer in a department, by name."""
    refs = holders("tickets.note", department=department)
    ids = [int(ref[7:]) for ref in refs if ref.startswith("member:")]
    found = Member.objects.filter(pk__in=ids, is_active=True)
    return tuple(sorted(found, key=lambda m: m.name.casefold()))


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


def members(*, active: bool = True, after: int = 0, limit: int = 50) -> list[Member]:
    """The colleagues in the order in which they came, those after the one with the id `after`."""
    return list(Member.objects.filter(is_active=active, pk__gt=after).order_by("pk")[:limit])


def member_with(email: str) -> Member | None:
    """The active colleague who signs in with this address."""
    return Member.objects.filter(email__iexact=email, is_active=True).first()


def members_by_address() -> dict[str, int]:
    """The ids of all colleagues, also of those who left, by their addresses in small letters."""
    return {email.lower(): id_ for email, id_ in Member.objects.values_list("email", "pk") if email}


def first_of(refs: Iterable[str]) -> Member | None:
    """The active colleague among these references (`member:7`) who came first."""
    ids = [int(ref.removeprefix("member:")) for ref in refs if ref.startswith("member:")]
    return Member.objects.filter(pk__in=ids, is_active=True).order_by("pk").first()


def at_work(refs: Iterable[str]) -> list[Member]:
    """Those of these actors who are people of the team and work here, by id."""
    ids = [int(ref[7:]) for ref in refs if ref.startswith("member:")]
    return list(Member.objects.filter(pk__in=ids, is_active=True).order_by("pk"))
