"""Reading: what somebody may do, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from liaison.authority.models import Approval, Grant
from liaison.authority.words import Effect
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.rows import Prepared


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

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.departments)


_HELD = Prepared(
    lambda actor: Grant.objects.filter(actor=actor).values_list(
        "role__permissions__command", "role__permissions__effect", "department"
    ),
    "<actor>",
)


def held(by: Actor) -> list[tuple[str, str, int | None]]:
    """Every permission somebody holds: (command, effect, department or None for all).

    Kept on the actor for as long as that object lives (one request), since every button asks.
    """
    kept: list[tuple[str, str, int | None]] | None = getattr(by, "_held", None)
    if kept is None:
        kept = [(c, e, d) for c, e, d in _HELD(by.ref) if c]
        if hasattr(by, "__dict__"):
            by.__dict__["_held"] = kept
    return kept


def effect_of(permission: str, *, by: Actor, department: int | None) -> Effect | None:
    """What the roles of `by` say of a permission in a department; allow beats approve, None is no."""
    said = {
        effect
        for command, effect, where in held(by)
        if command in (permission, "*") and (where is None or department is None or where == department)
    }
    if Effect.ALLOW in said:
        return Effect.ALLOW
    return Effect.APPROVE if said else None


def extent_of(permission: str, *, by: Actor) -> Extent:
    """Where somebody holds a permission, at once or after a release."""
    places = [where for command, _, where in held(by) if command in (permission, "*")]
    return Extent(None in places, frozenset(p for p in places if p is not None))


def holders(permission: str, *, department: int | None) -> set[str]:
    """The actors who hold a permission at once in a department."""
    found = Grant.objects.filter(
        role__permissions__command__in=[permission, "*"], role__permissions__effect=Effect.ALLOW
    ).values_list("actor", "department")
    return {actor for actor, where in found if where is None or department is None or where == department}


def waiting_about(refs: Iterable[str]) -> list[Approval]:
    """The approvals which wait and are about any of these, oldest first."""
    return list(Approval.objects.filter(about__in=list(refs), state=Approval.State.WAITING).order_by("id"))


def find_approval(approval_id: int, *, for_: Actor) -> Approval:
    """Return the approval to whoever asked and to whoever may release it; to others it does not exist (NotFound)."""
    found = Approval.objects.filter(pk=approval_id).first()
    if found is None or not (
        found.by == for_.ref or extent_of("authority.release", by=for_).covers(found.department)
    ):
        raise NotFound
    return found
