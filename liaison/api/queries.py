"""Reading who may speak to the desk."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from liaison.api.errors import NoAdministrator, NobodyToActAs
from liaison.api.models import Intake, IntakeFile, KeptMapping, Taken, Token
from liaison.api.permissions import IMPORT
from liaison.api.rules import fingerprint
from liaison.api.words import Access
from liaison.authority.queries import extent_of, holders
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor, Plain
from liaison.kit.errors import NotFound
from liaison.kit.rows import Prepared
from liaison.team.models import Member
from liaison.team.queries import first_of, member_with


def tokens() -> QuerySet[Token]:
    """Every token, revoked ones too, newest first, with the member it acts as."""
    return Token.objects.select_related("member").order_by("-id")


_IN_FORCE = Prepared(
    lambda digest: Token.objects.filter(digest=digest, revoked_at=None, member__is_active=True).values_list(
        "id", "name", "scopes", "member", "used_at"
    ),
    "<digest>",
)


def of_secret(secret: str) -> Access | None:
    """Return what the token in force of a secret gives, while its member is active.

    It is found by the hash of what was sent, so the time of the answer tells nothing about a kept secret.
    """
    for token, name, scopes, member, used_at in _IN_FORCE(fingerprint(secret)):
        return Access(token, name, frozenset(scopes), Plain(f"member:{member}"), used_at)
    return None


def acting(email: str = "") -> Member:
    """Return the member as whom a program acts: by address, or else the first administrator.

    Raises NobodyToActAs, NoAdministrator.
    """
    member = member_with(email) if email else first_of(holders("*", department=None))
    if member is None:
        raise NobodyToActAs if email else NoAdministrator
    return member


def remembered(source: str, entity: str, keys: Iterable[str]) -> Mapping[str, bytes]:
    """What the rows of these keys said when they were imported last, as digests."""
    rows = Taken.objects.filter(source=source, entity=entity, key__in=list(keys))
    return {key: bytes(digest) for key, digest in rows.values_list("key", "digest")}


@names("token")
def _names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Token.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


@sight("token")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    """One's own, as on the page of tokens; all of them for whoever answers for the whole team."""
    if extent_of("team.configure", by=for_).everywhere:
        return ids
    found = Token.objects.filter(pk__in=ids).values_list("pk", "member")
    return {token for token, member in found if f"member:{member}" == for_.ref}


def may_import(by: Actor) -> bool:
    """Whether somebody may import: it touches what all departments see, so it takes the permission in all of them."""
    return extent_of(IMPORT, by=by).everywhere


def find_intake(intake: int, *, for_: Actor, lock: bool = False) -> Intake:
    """Return an import. Raises NotFound for whoever may not import."""
    rows = Intake.objects.select_for_update() if lock else Intake.objects.all()
    found = rows.filter(pk=intake).first() if may_import(for_) else None
    if found is None:
        raise NotFound
    return found


def intakes(*, for_: Actor) -> QuerySet[Intake]:
    """Every import with its files, the last first. Raises NotFound for whoever may not import."""
    if not may_import(for_):
        raise NotFound
    return Intake.objects.prefetch_related("files").order_by("-id")


def files_of(intake: Intake) -> list[IntakeFile]:
    """The files of an import, in the order in which they were handed in."""
    return list(intake.files.order_by("id"))


def kept_mappings(*, for_: Actor) -> QuerySet[KeptMapping]:
    """The mappings that are kept. Raises NotFound for whoever may not import."""
    if not may_import(for_):
        raise NotFound
    return KeptMapping.objects.order_by("name")


@names("intake")
def _intake_names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Intake.objects.filter(pk__in=list(ids)).values_list("pk", "source"))


@sight("intake")
def _intakes_seen(ids: set[int], for_: Actor) -> set[int]:
    return ids if may_import(for_) else set()
