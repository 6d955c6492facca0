"""Finding out who somebody is, so slowly for a guesser that guessing is hopeless."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta
from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.utils.translation import get_language

from liaison.journal.actions import record
from liaison.kit.clock import now
from liaison.team.errors import TooManyAttempts, WrongPassword
from liaison.team.events import SignedIn
from liaison.team.models import Attempt, Member
from liaison.team.rules import Limit, free_again, network

WITHIN = timedelta(minutes=15)
SIGN_IN = (Limit("pair", 5, WITHIN), Limit("address", 50, WITHIN), Limit("place", 30, WITHIN))
"""Per address from one place, per address from everywhere, per place: a stranger who types a colleague's address
wrongly from elsewhere does not lock that colleague out."""
ASK = (Limit("address", 3, timedelta(hours=1)), Limit("place", 10, timedelta(hours=1)))
KEPT = timedelta(days=1)


def check_password(email: str, password: str, *, place: str) -> Member:
    """Return the active member with this address and password.

    place: the network address it comes from. Raises TooManyAttempts, WrongPassword; which of the two parts is wrong
    is not said, and a stranger's address takes as long as a member's.
    """
    count_attempt("sign-in", email, place=place, limits=SIGN_IN)
    member = authenticate(None, username=email, password=password)
    if not isinstance(member, Member):
        raise WrongPassword
    with transaction.atomic():
        Attempt.objects.filter(what="sign-in", subject=_subjects(email, place)["pair"]).delete()
        record(SignedIn(member_id=member.pk), by=member)
    return member


@transaction.atomic
def count_attempt(what: str, email: str, *, place: str, limits: tuple[Limit, ...]) -> None:
    """Count an attempt before it is made, so that a hundred at once are counted too. Raises TooManyAttempts."""
    subjects = _subjects(email, place)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [subjects["place"]])
    at = now()
    for limit in limits:
        past = Attempt.objects.filter(what=what, subject=subjects[limit.of], at__gt=at - limit.within)
        times = list(past.order_by("-at").values_list("at", flat=True)[: limit.most])
        if (free := free_again(times, limit)) and free > at:
            raise TooManyAttempts(time=_words(free, at))
    Attempt.objects.bulk_create(Attempt(what=what, subject=subjects[limit.of], at=at) for limit in limits)


def _words(free: datetime, at: datetime) -> str:
    """How long to wait, in whole minutes rounded up, for nobody likes to come back too early."""
    minutes = -(-(free - at) // timedelta(minutes=1))
    return str(
        format_timedelta(
            timedelta(minutes=minutes), threshold=1.5, locale=(get_language() or "en").replace("-", "_")
        )
    )


def sweep_attempts() -> int:
    """Delete the attempts which count no longer. Return how many."""
    gone, _ = Attempt.objects.filter(at__lt=now() - KEPT).delete()
    return gone


def _subjects(email: str, place: str) -> dict[str, str]:
    address, whence = email.strip().lower()[:254], network(place)
    return {"address": f"address:{address}", "place": f"place:{whence}", "pair": f"pair:{address} {whence}"}
