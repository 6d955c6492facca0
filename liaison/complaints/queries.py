"""Reading complaints. `visible_to` and `find` are the permission to see: whom one is about does not find it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from liaison.authority.queries import effect_of, extent_of
from liaison.authority.veils import veil
from liaison.authority.words import Effect
from liaison.complaints.errors import ConcernsYou, NotAComplaintKind, NotAnInstance
from liaison.complaints.models import Complaint, Concern, Evidence, Instance, Kind, Offer, Stage
from liaison.complaints.permissions import CONFIGURE, HANDLE, SEE
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.ids import id_in
from liaison.team.models import Department, Member
from liaison.team.queries import colleagues, members
from liaison.tickets import queries as tickets
from liaison.tickets.rules import member_of

EXPORT: Final = "complaints.export"
_BEYOND = 2**63
_MANY = 2000  # Colleagues that are offered to be chosen from.
L = TypeVar("L", Kind, Instance)


def visible_to(for_: Actor) -> QuerySet[Complaint]:
    """The complaints somebody may see: of the departments where they hold `complaints.see`, but none about themselves.

    Even an administrator does not find one that is about them, unless they were allowed to read it.
    """
    rows = Complaint.objects.exclude(_hidden_from(for_))
    extent = extent_of(SEE, by=for_)
    return rows if extent.everywhere else rows.filter(department__in=extent.departments)


def _hidden_from(for_: Actor) -> Exists:
    me = member_of(for_.ref) or 0
    return Exists(Concern.objects.filter(complaint=OuterRef("pk"), member=me, may_see=False))


def find(complaint: int, *, for_: Actor, lock: bool = False) -> Complaint:
    """Return the complaint if `for_` may see it; to a stranger it does not exist (NotFound)."""
    return _only(visible_to(for_).filter(pk=complaint), complaint, lock=lock)


def find_number(number: int, *, for_: Actor) -> Complaint:
    """Return the complaint with this number, with its kind and people; to a stranger it does not exist (NotFound)."""
    rows = visible_to(for_).select_related(
        "kind__instance", "department__brand", "customer", "handler", "ticket"
    )
    return _only(rows.filter(number=number), number, lock=False)


def find_to_handle(complaint: int, *, for_: Actor, lock: bool) -> Complaint:
    """As `find`, for whoever wants to do something with it. Raises ConcernsYou to whomever it is about."""
    found = find(complaint, for_=for_, lock=lock)
    if is_about(found, member_of(for_.ref)):
        raise ConcernsYou
    return found


def _only(rows: QuerySet[Complaint], id_: int, *, lock: bool) -> Complaint:
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.first() if id_ < _BEYOND else None
    if found is None:
        raise NotFound
    return found


def is_about(complaint: Complaint, member: int | None) -> bool:
    """Whether a complaint concerns this colleague, however much of it they may see."""
    return member is not None and complaint.concerns.filter(member=member).exists()


def find_offer(offer: int, *, for_: Actor, lock: bool) -> Offer:
    """Return an offer with its complaint, which is locked if asked. Raises NotFound, ConcernsYou."""
    found = Offer.objects.filter(pk=offer).first()
    if found is None:
        raise NotFound
    found.complaint = find_to_handle(found.complaint_id, for_=for_, lock=lock)
    return found


def find_stage(stage: int, *, for_: Actor, lock: bool) -> Stage:
    """Return a stage with its complaint, which is locked if asked. Raises NotFound, ConcernsYou."""
    found = Stage.objects.filter(pk=stage).first()
    if found is None:
        raise NotFound
    found.complaint = find_to_handle(found.complaint_id, for_=for_, lock=lock)
    return found


def find_evidence(evidence: int, *, for_: Actor) -> Evidence:
    """Return a file that was added to a complaint which `for_` may see. Raises NotFound."""
    found = Evidence.objects.filter(pk=evidence, blob__isnull=False).first() if evidence < _BEYOND else None
    if found is None:
        raise NotFound
    find(found.complaint_id, for_=for_)
    return found


def of_people(people: Iterable[int], *, for_: Actor, limit: int = 20) -> list[Complaint]:
    """The complaints of these people which `for_` may see, the newest first."""
    rows = visible_to(for_).filter(customer__in=list(people))
    return list(rows.select_related("kind").order_by("-id")[:limit])


def handlers(department: Department | int) -> list[Member]:
    """Who may handle complaints of a department."""
    id_ = department if isinstance(department, int) else department.pk
    return [one for one in colleagues(id_) if _handles(one, id_)]


def nameable() -> list[Member]:
    """Whom a complaint can be about: everybody of the team, those who left among them, by name."""
    everybody = (*members(limit=_MANY), *members(active=False, limit=_MANY))
    return sorted(everybody, key=lambda one: one.name.casefold())


def may_handle(member: Member, *, department: int) -> bool:
    """Whether somebody works here and may handle complaints of a department."""
    return member.is_active and _handles(member, department)


def _handles(member: Member, department: int) -> bool:
    return effect_of(HANDLE, by=member, department=department) is Effect.ALLOW


def kinds() -> list[Kind]:
    """The kinds of complaints that are in use, those of the house first."""
    return sorted(
        Kind.objects.filter(retired_at=None).select_related("instance"),
        key=lambda one: (one.key is None, one.pk if one.key else 0, one.name.casefold()),
    )


def all_kinds() -> list[Kind]:
    """Every kind, those that are not used any more last."""
    rows = Kind.objects.select_related("instance")
    return sorted(rows, key=lambda one: (one.retired_at is not None, one.key is None, one.pk))


def all_instances() -> list[Instance]:
    """Every instance, those that are not named any more last."""
    return sorted(Instance.objects.all(), key=lambda one: (one.retired_at is not None, one.name.casefold()))


def find_kind(kind: int) -> Kind:
    """Return a kind in use. Raises NotAComplaintKind."""
    found = Kind.objects.filter(pk=kind, retired_at=None).select_related("instance").first()
    if found is None:
        raise NotAComplaintKind
    return found


def any_kind(kind: int, *, lock: bool = False) -> Kind:
    """Return a kind, also one that is retired. Raises NotFound."""
    return _laid_down(Kind.objects.filter(pk=kind), lock=lock)


def any_instance(instance: int, *, lock: bool = False) -> Instance:
    """Return an instance, also one that is retired. Raises NotFound."""
    return _laid_down(Instance.objects.filter(pk=instance), lock=lock)


def _laid_down(rows: QuerySet[L], *, lock: bool) -> L:
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotFound
    return found


def kind_name(kind: Kind) -> str:
    """The name in the reader's language for a kind of the house, as it was written for one's own."""
    return gettext(kind.name) if kind.key else kind.name


def instances() -> list[Instance]:
    """Where customers can turn, as far as it is named at present."""
    return sorted(Instance.objects.filter(retired_at=None), key=lambda one: one.name.casefold())


def find_instance(instance: int) -> Instance:
    """Return an instance that is named at present. Raises NotAnInstance."""
    found = Instance.objects.filter(pk=instance, retired_at=None).first()
    if found is None:
        raise NotAnInstance
    return found


def language_of(complaint: Complaint) -> str:
    """In which of our languages its customer is written to: theirs, that of the ticket, that of the brand."""
    last = tickets.last_from_customer(complaint.ticket) if complaint.ticket else None
    wanted = (
        complaint.customer.language if complaint.customer else "",
        last.language if last else "",
        complaint.department.brand.language,
    )
    ours = {code for code, _ in settings.LANGUAGES}
    return next((code for code in (one[:2] for one in wanted) if code in ours), settings.LANGUAGE_CODE)


def found_by(words: str) -> Q:
    """Which complaints bear some words: a number, an order, a reference outside, a name, or what is claimed."""
    number = id_in(words.strip().lstrip("#"))
    texts: dict[str, Any] = {
        f"{field}__icontains": words.strip()
        for field in ("claim", "wish", "order", "customer__name", "account__name")
    }
    found = Q(pk__in=Stage.objects.filter(reference__icontains=words.strip()).values("complaint"))
    for field, text in texts.items():
        found |= Q(**{field: text})
    return found | Q(number=number) | Q(ticket__number=number) if number is not None else found


@veil("complaint")
def _about(for_: Actor) -> frozenset[str]:
    """What is kept from a colleague because it is about them, for whoever shows decisions and requests."""
    me = member_of(for_.ref) or 0
    kept = Concern.objects.filter(member=me, may_see=False).values_list("complaint", flat=True)
    return frozenset(f"complaint:{id_}" for id_ in kept)


@sight("complaint")
def _complaints_seen(ids: set[int], for_: Actor) -> set[int]:
    return set(visible_to(for_).filter(pk__in=ids).values_list("pk", flat=True))


@sight("matter")
def _matters_seen(ids: set[int], for_: Actor) -> set[int]:
    """Tickets on which somebody may see complaints; none on which there is one that they may not see."""
    hidden = Complaint.objects.filter(_hidden_from(for_), ticket__in=ids).values_list("ticket", flat=True)
    seen = set(tickets.visible_to(for_).filter(pk__in=ids).values_list("pk", flat=True))
    return seen - set(hidden) if extent_of(SEE, by=for_) else set()


@sight("complaint_kind")
@sight("instance")
def _laid_down_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(CONFIGURE, by=for_) else set()


@sight("register")
def _register_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if extent_of(EXPORT, by=for_) else set()


@names("complaint")
def numbers(ids: Iterable[int]) -> Mapping[int, str]:
    """The numbers of complaints by id."""
    found = Complaint.objects.filter(pk__in=list(ids)).values_list("pk", "number")
    return {id_: str(number) for id_, number in found}


@names("complaint_kind")
def _kind_names(ids: Iterable[int]) -> Mapping[int, str]:
    return {one.pk: kind_name(one) for one in Kind.objects.filter(pk__in=list(ids))}


@names("instance")
def _instance_names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Instance.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
