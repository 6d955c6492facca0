"""What somebody may do, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext

from liaison.authority.models import Grant, Role
from liaison.authority.words import OWN, Effect
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.memory import kept
from liaison.kit.rows import Prepared

CONFIGURE = "team.configure"  # Registered by the room which keeps the team.


@dataclass(frozen=True)
class Extent:
    """Where somebody holds a permission: everywhere, or in some departments."""

    everywhere: bool
    departments: frozenset[int]

    def covers(self, department: int | None) -> bool:
        """Whether the permission holds for a matter of this department (None: a matter of no department)."""
        return self.everywhere or (
            department in self.departments if department is not None else bool(self.departments)
        )

    def covers_all(self, department: int | None) -> bool:
        """Whether the permission holds wherever a grant does (None: in all departments)."""
        return self.everywhere or (department is not None and department in self.departments)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.departments)


@dataclass(frozen=True)
class Held:
    """What somebody holds. permissions: (command, effect, department or None for all). roles: (word, department)."""

    permissions: list[tuple[str, str, int | None]]
    roles: frozenset[tuple[str, int | None]]


_HELD = Prepared(
    lambda actor: Grant.objects.filter(actor=actor, suspended=False).values_list(
        "role__permissions__command", "role__permissions__effect", "department", "role__id", "role__key"
    ),
    "<actor>",
)


def held(by: Actor) -> list[tuple[str, str, int | None]]:
    """Every permission somebody holds: (command, effect, department or None for all)."""
    return _all(by).permissions


def roles_held(by: Actor, *, department: int | None) -> frozenset[str]:
    """The words of the roles somebody holds in a department (None: anywhere), such as `supervisor` or `role:12`."""
    return frozenset(w for w, where in _all(by).roles if department is None or where in (None, department))


def _all(by: Actor) -> Held:
    """Kept on the actor for as long as that object lives (one request), since every button asks; and in memory until
    news of a member or a role, since every page asks.
    """
    found: Held | None = getattr(by, "_held", None)
    if found is None:
        found = _held(by.ref)
        if hasattr(by, "__dict__"):
            by.__dict__["_held"] = found
    return found


@kept("member", "role")
def _held(actor: str) -> Held:
    rows = _HELD(actor)
    return Held(
        [(command, effect, where) for command, effect, where, _id, _key in rows if command],
        frozenset((key or f"role:{id_}", where) for _command, _effect, where, id_, key in rows),
    )


def effect_of(
    permission: str, *, by: Actor, department: int | None, everywhere: bool = False
) -> Effect | None:
    """What the roles of `by` say of a permission in a department; allow beats approve, None is no.

    everywhere: only what is held in all departments counts.
    """
    if permission == OWN:
        return Effect.ALLOW
    said = {
        effect
        for command, effect, where in held(by)
        if command in (permission, "*")
        and (where is None or (not everywhere and department in (None, where)))
    }
    if Effect.ALLOW in said:
        return Effect.ALLOW
    return Effect.APPROVE if said else None


def extent_of(permission: str, *, by: Actor) -> Extent:
    """Where somebody holds a permission, at once or after a release."""
    places = [where for command, _, where in held(by) if command in (permission, "*")]
    return Extent(None in places, frozenset(p for p in places if p is not None))


@kept("member", "role")
def holders(permission: str, *, department: int | None) -> frozenset[str]:
    """The actors who hold a permission at once in a department."""
    found = Grant.objects.filter(
        role__permissions__command__in=[permission, "*"],
        role__permissions__effect=Effect.ALLOW,
        suspended=False,
    ).values_list("actor", "department")
    return _within(found, department)


@kept("member", "role")
def holding(role_or_permission: str, *, department: int | None) -> frozenset[str]:
    """The actors whom a rule means: the holders of a role (`supervisor`) or of a permission (`room.verb`)."""
    if "." in role_or_permission:
        return holders(role_or_permission, department=department)
    found = Grant.objects.filter(_called(role_or_permission), suspended=False).values_list(
        "actor", "department"
    )
    return _within(found, department)


def _within(found: Iterable[tuple[str, int | None]], department: int | None) -> frozenset[str]:
    return frozenset(
        actor for actor, where in found if where is None or department is None or where == department
    )


def is_one_of(role_or_permission: str, *, by: Actor, department: int | None) -> bool:
    """Whether somebody is among those whom a rule means by a role or a permission."""
    if "." in role_or_permission:
        return effect_of(role_or_permission, by=by, department=department) is Effect.ALLOW
    return role_or_permission in roles_held(by, department=department)


def _called(word: str) -> Q:
    noun, _, id_ = word.partition(":")
    return Q(role=int(id_), role__key=None) if noun == "role" and id_.isdecimal() else Q(role__key=word)


def role_of(word: str) -> Role | None:
    """The role which a rule calls by this word, `supervisor` or `role:12`."""
    return next((role for role in _all_roles().values() if word_of(role) == word), None)


def word_of(role: Role) -> str:
    """What rules call a role."""
    return role.key or f"role:{role.pk}"


def forget(by: Actor) -> None:
    """Have the permissions of this object read anew, after they were changed."""
    getattr(by, "__dict__", {}).pop("_held", None)


def holds_at_least(permissions: Mapping[str, str], *, by: Actor, department: int | None) -> bool:
    """Whether somebody may themselves do all this, in that department (None: in all).

    permissions: command name to effect.
    """
    for command, effect in permissions.items():
        own = effect_of(command, by=by, department=department, everywhere=department is None)
        if own is None or (own is not Effect.ALLOW and own != effect):
            return False
    return True


def roles() -> list[Role]:
    """All roles with their permissions: those of the house in its order, then the company's own by name."""
    return sorted(
        Role.objects.prefetch_related("permissions"), key=lambda r: (not r.key, r.pk if r.key else r.name)
    )


def find_role(role: int) -> Role:
    """Return a role with its permissions. Raises NotFound."""
    found = Role.objects.prefetch_related("permissions").filter(pk=role).first()
    if found is None:
        raise NotFound
    return found


def holders_by_role() -> dict[int, int]:
    """How many hold each role, by the role's id; suspended grants are not counted."""
    counted = Grant.objects.filter(suspended=False).values("role").annotate(n=Count("actor", distinct=True))
    return {row["role"]: row["n"] for row in counted}


def grants_of(refs: Iterable[str]) -> list[Grant]:
    """The grants of these actors with their roles, suspended ones too."""
    return list(Grant.objects.filter(actor__in=list(refs)).select_related("role").order_by("pk"))


@sight("role")
def _roles_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(CONFIGURE, by=for_) else set()


@names("role")
def _roles(ids: Iterable[int]) -> Mapping[int, str]:
    known = _all_roles()
    return {id_: shown_name(known[id_]) for id_ in ids if id_ in known}


@kept("role")
def _all_roles() -> Mapping[int, Role]:
    return Role.objects.in_bulk()


def shown_name(role: Role) -> str:
    """The name in the reader's language for a role of the house, as it was written for one's own."""
    return gettext(role.name) if role.key else role.name
