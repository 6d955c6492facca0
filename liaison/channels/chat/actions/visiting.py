"""Who has a site open: they come, they are there, they go; and somebody of ours invites them to chat."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from liaison.channels.chat import errors, events, queries, rules
from liaison.channels.chat.models import Chat, Site, Visit, Visitor
from liaison.channels.chat.words import Introduction, Standing
from liaison.customers.models import Customer
from liaison.customers.queries import only_one_known_by
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.live.tell import nudge
from liaison.kit.rows import swap

BETWEEN: Final = timedelta(seconds=60)  # From one page of a site to the next; whoever takes longer came anew.
SILENT: Final = timedelta(minutes=2)
WORDS: Final = 500


@transaction.atomic
def come(
    site: Site, said: Introduction, *, token: str, visitor: Visitor | None = None, proved: str | None = None
) -> tuple[Visit, str]:
    """Somebody has opened a page of a site, or tells anew which. Return the visit and what their page is known by.

    said: the page and the campaign count only if they agreed. token: from their page before, empty for the first one.
    visitor: who they are, if they have spoken here. proved: the address of the customer whom the site has signed in.
    """
    known = queries.visit_with(token, site=site)
    if known is None:
        token = rules.new_token()
        known = Visit(site=site, token=rules.digest(token), since=_since(visitor))
    known.visitor = visitor or known.visitor
    known.customer = _customer(known.visitor, proved)
    known.name, known.language = said.name.strip()[:120], said.language[:8]
    known.page = said.page[:500] if said.agreed else ""
    known.campaign = said.campaign[:200] if said.agreed else ""
    known.left_at = None
    known.save()
    if known.seen_at:
        _tell({site.pk})
    return known, token


def _customer(visitor: Visitor | None, proved: str | None) -> Customer | None:
    """Whose file it is, as far as it is proved: what somebody only says of themselves shows nobody's name."""
    if proved:
        return only_one_known_by("email", proved)
    return visitor.customer if visitor and visitor.proved else None


def _since(visitor: Visitor | None) -> datetime:
    """Since when somebody is there who may just have gone from one page to the next."""
    before = None
    if visitor:
        lately = Q(left_at=None) | Q(left_at__gte=now() - BETWEEN)
        before = Visit.objects.filter(lately, visitor=visitor).order_by("since").first()
    return before.since if before else now()


def passes(came: Collection[int], went: Collection[int], *, process: str) -> None:
    """The lines of these visits stand now at a process, and of those no more."""
    at = now()
    with connection.cursor() as cursor:
        cursor.execute(_CAME, {"at": at, "ids": sorted(came), "process": process})
        sites = {site for (site,) in cursor.fetchall()}
        cursor.execute(_WENT, {"at": at, "ids": sorted(went), "process": process})
        sites |= {site for (site,) in cursor.fetchall()}
    _tell(sites)


_CAME = """
UPDATE chat_visit SET seen_at = %(at)s, left_at = NULL, process = %(process)s WHERE id = ANY(%(ids)s) RETURNING site_id
"""
# Somebody may have gone on to a page whose line another process holds.
_WENT = """
UPDATE chat_visit SET left_at = %(at)s WHERE id = ANY(%(ids)s) AND process = %(process)s RETURNING site_id
"""


def still_there(visits: Collection[int]) -> None:
    """The lines of these visits stand still; whoever was not heard of for long is forgotten."""
    at = now()
    if visits:
        Visit.objects.filter(pk__in=list(visits)).update(seen_at=at)
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"left": at - BETWEEN, "silent": at - SILENT})
        _tell({site for site, had_left in cursor.fetchall() if not had_left})


_FORGET = """
DELETE FROM chat_visit WHERE left_at < %(left)s OR coalesce(seen_at, since) < %(silent)s
RETURNING site_id, left_at IS NOT NULL
"""


@transaction.atomic
def invite_visitor(visit: Visit, words: str, *, by: Actor, member: int) -> None:
    """Ask somebody who has the site open to chat; their page shows it with the name of who asks.

    words: what they read; empty for a few of ours in their language. Raises VisitorGone, TalksAlready, InvitedAlready.
    """
    if not queries.is_here(visit):
        raise errors.VisitorGone
    if visit.visitor and queries.talking({visit.visitor.pk}):
        raise errors.TalksAlready
    to = {"invited_by_id": member, "invited_at": now(), "words": words.strip()[:WORDS] or _words(visit)}
    again = visit.declined_at is None and not queries.is_invited(visit)
    if not again or not swap(visit, when={"invited_at": visit.invited_at}, to=to):
        raise errors.InvitedAlready
    site = visit.site
    said = events.VisitorInvited(
        site_id=site.pk, department_id=site.department_id, customer_id=visit.customer_id
    )
    record(said, by=by)
    nudge(visit.ref, queries.topic_of(site))


def _words(visit: Visit) -> str:
    with translation.override(visit.language or "en"):
        return _("Can I help you?")


def decline(visit: Visit) -> None:
    """They do not want to chat now, and are left alone while they are there."""
    if swap(visit, when={"declined_at": None}, to={"declined_at": now()}):
        nudge(queries.topic_of(visit.site))


def speaks_at(visit: Visit, chat: Chat) -> None:
    """Somebody who has the site open has begun a chat: it goes to whoever invited them to it."""
    if visit.invited_by_id and not visit.declined_at:
        to = {"invited_by_id": visit.invited_by_id}
        swap(chat, when={"standing": Standing.WAITING, "ticket": None}, to=to)
    settled = {"invited_by": None, "invited_at": None, "words": "", "declined_at": None}
    Visit.objects.filter(pk=visit.pk).update(visitor=chat.visitor_id, **settled)
    nudge(queries.topic_of(visit.site))


def _tell(sites: Collection[int]) -> None:
    if sites:
        nudge(*sorted({queries.topic_of(site) for site in Site.objects.filter(pk__in=list(sites))}))
