"""Who has the site open: its line says that they are there, and is told when somebody of ours invites them."""

from typing import Any, Final

from django.utils.translation import get_language

from liaison.channels.chat import actions, queries
from liaison.channels.chat.models import Visit
from liaison.channels.chat.rules import ONLOOKS
from liaison.channels.chat.words import Introduction, Standing
from liaison.kit.errors import NotFound
from liaison.team.queries import names_of
from liaison.widget.doors import Asked, stranger
from liaison.widget.proving import proof_of

TOKEN: Final = 100


@stranger("POST")
def here(asked: Asked) -> dict[str, Any]:
    """They have a page open. The answer says by what its live line is known, and whether somebody invites them."""
    if not asked.site.watched:
        raise NotFound
    proof = proof_of(asked.text("identity", most=4000), site=asked.site)
    known, subject = queries.visitor_with(asked.token), proof.subject if proof else ""
    if known and (known.site_id != asked.site.pk or known.blocked_at or known.subject != subject):
        known = None  # Another customer's, who used this browser before.
    visit, token = actions.come(
        asked.site,
        Introduction(
            name=proof.name if proof else known.name if known else "",
            language=get_language() or "",
            page=asked.text("page"),
            campaign=asked.text("campaign", most=200),
            agreed=asked.said.get("agreed") is True,
        ),
        token=asked.text("visit", most=TOKEN).removeprefix(ONLOOKS),
        visitor=known,
        proved=proof.address if proof else None,
    )
    if asked.said.get("no") is True:
        actions.decline(visit)
    elsewhere = _talks_elsewhere(asked, subject) if known is None else {}
    return {"visit": ONLOOKS + token, "topic": visit.ref, **elsewhere, **_invitation(visit)}


def _talks_elsewhere(asked: Asked, subject: str) -> dict[str, Any]:
    """Whether a signed-in customer has a chat going on another device, which this page may go on with."""
    before = queries.signed_in(asked.site, subject)
    chat = queries.chat_of(before) if before else None
    return {"chat": True} if chat and chat.standing != Standing.ENDED else {}


def _invitation(visit: Visit) -> dict[str, Any]:
    by = visit.invited_by_id
    if by is None or not queries.is_invited(visit):
        return {}
    return {"invitation": {"name": names_of([by]).get(by, ""), "text": visit.words}}
