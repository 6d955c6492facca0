"""Decisions: what was asked of the desk, what became of it and why; found, explained, and taken along as a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from liaison.authority.catalogue import COMMANDS
from liaison.authority.models import Decision
from liaison.authority.queries import Sought, decisions, explain, find_decision
from liaison.kit.actor import Actor
from liaison.kit.cells import as_csv
from liaison.kit.money import major, shown
from liaison.kit.pages import show
from liaison.team.queries import members
from liaison.team.requests import TeamRequest
from liaison.tickets.queries import numbers_of
from liaison.workspace.limits.known import command_called, kind_called, ruled
from liaison.workspace.limits.people import called
from liaison.workspace.limits.seeking import sought_in
from liaison.workspace.limits.showing import Look, name_of

OUTCOMES: Final = {
    "done": Look(gettext_lazy("Done"), "good", "check"),
    "waiting": Look(gettext_lazy("Waited"), "warn", "hourglass"),
    "refused": Look(gettext_lazy("Refused"), "bad", "ban"),
}
NOUNS: Final[dict[str, str | Promise]] = {
    "order": gettext_lazy("Order"),
    "customer": gettext_lazy("Customer"),
    "member": gettext_lazy("Colleague"),
}
MOST_IN_A_FILE: Final = 20_000
PAGE_OF_A_FILE: Final = 200
COLUMNS: Final = (
    "id",
    "at",
    "by",
    "command",
    "outcome",
    "reason",
    "rule",
    "version",
    "about",
    "given",
    "because_of",
)


@dataclass(frozen=True)
class Link:
    """What a decision is about. href: its page, if it has one for this reader."""

    words: str
    href: str = ""


@dataclass(frozen=True)
class ShownDecision:
    """One line of the ledger. why: the rule that decided, in words. given: amounts in the reader's way."""

    row: Decision
    what: str
    outcome: Look
    why: str
    about: list[Link]
    given: str


@require_safe
def all_decisions(request: HttpRequest) -> HttpResponse:
    """The ledger, the newest first: one's own decisions, and all of where one may see them."""
    member = cast(TeamRequest, request).member
    sought = sought_in(request.GET, for_=member)
    page = decisions(sought, for_=member, cursor=request.GET.get("cursor", ""))
    asked = request.GET.copy()
    asked.pop("cursor", None)
    return show(
        request,
        "workspace/limits/decisions.html",
        rows=shown_decisions(page.rows, for_=member),
        names=called(row.by for row in page.rows),
        asked=request.GET,
        query=asked.urlencode(),
        next=page.next,
        commands=_choice(),
        people=[(one.ref, one.name) for one in members(limit=1000)],
        outcomes=[(key, look.word) for key, look in OUTCOMES.items()],
        narrowed=sought != Sought(),
    )


def _choice() -> list[tuple[str, list[tuple[str, str]]]]:
    """The commands to choose from: those with limits first."""
    limited = ruled()
    others = sorted(
        ((name, str(cls.label)) for name, cls in COMMANDS.items() if not cls.ruled and not cls.private),
        key=lambda one: one[1].casefold(),
    )
    groups = [(str(gettext_lazy("With limits")), limited), (str(gettext_lazy("All others")), others)]
    return [group for group in groups if group[1]]


def shown_decisions(rows: Iterable[Decision], *, for_: Actor) -> list[ShownDecision]:
    """Decisions as a page shows them."""
    found = list(rows)
    tickets = {int(ref[7:]) for row in found for ref in row.refs if ref.startswith("ticket:")}
    numbers = numbers_of(tickets, for_=for_) if tickets else {}
    names = called(ref for row in found for ref in row.refs if ref.partition(":")[0] in NOUNS)
    return [
        ShownDecision(
            row=row,
            what=command_called(row.command),
            outcome=OUTCOMES[row.outcome],
            why=(name_of(row.rule) or row.rule.key) if row.rule else "",
            about=list(_links(row.refs, numbers, names)),
            given=given_in(row.spends),
        )
        for row in found
    ]


def _links(refs: Iterable[str], numbers: dict[int, int], names: dict[str, str]) -> Iterator[Link]:
    for ref in dict.fromkeys(refs):
        noun, _colon, id_ = ref.partition(":")
        if noun == "ticket" and int(id_) in numbers:
            number = numbers[int(id_)]
            yield Link(f"#{number}", reverse("ticket", kwargs={"number": number}))
        elif noun == "customer":
            yield Link(_named(noun, id_, names), reverse("customer", kwargs={"customer": int(id_)}))
        elif noun in NOUNS:
            yield Link(_named(noun, id_, names))


def _named(noun: str, id_: str, names: dict[str, str]) -> str:
    name = names.get(f"{noun}:{id_}", "")
    return f"{NOUNS[noun]} {id_}" if name in ("", f"{noun}:{id_}") else name


def given_in(spends: Iterable[dict[str, Any]]) -> str:
    """What a command was to give, as amounts with their kinds."""
    return ", ".join(
        f"{kind_called(one['kind'])}: {_money(one['amount'], one['currency'])}" for one in spends
    )


def _money(units: int, currency: str) -> str:
    return shown(major(units, currency), currency)


@require_safe
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision: what was seen, which rule decided in which version, and why, in words."""
    member = cast(TeamRequest, request).member
    row = find_decision(decision_id, for_=member)
    explained = explain(decision_id, for_=member)
    return show(
        request,
        "workspace/limits/decision.html",
        one=shown_decisions([row], for_=member)[0],
        explained=explained,
        names=called(filter(None, [row.by, row.approval.answered_by if row.approval else ""])),
        row=row,
    )


@require_safe
def decisions_as_file(request: HttpRequest) -> HttpResponse:
    """What the ledger shows, as CSV; the newest twenty thousand at most."""
    member = cast(TeamRequest, request).member
    found = list(_all(sought_in(request.GET, for_=member), for_=member))
    names = called(row.by for row in found)
    return as_csv(COLUMNS, (_cells(row, names) for row in found), name="decisions")


def _all(sought: Sought, *, for_: Actor) -> Iterator[Decision]:
    cursor = ""
    for _page in range(MOST_IN_A_FILE // PAGE_OF_A_FILE):
        page = decisions(sought, for_=for_, cursor=cursor, limit=PAGE_OF_A_FILE)
        yield from page.rows
        cursor = page.next
        if not cursor:
            return


def _cells(row: Decision, names: dict[str, str]) -> tuple[object, ...]:
    given = "; ".join(
        f"{one['kind']} {major(int(one['amount']), one['currency'])} {one['currency']}" for one in row.spends
    )
    rule = (row.rule.key, row.rule.version) if row.rule else ("", "")
    about = " ".join(row.refs)
    at = row.at.isoformat(timespec="seconds")
    return (
        row.pk,
        at,
        names[row.by],
        row.command,
        row.outcome,
        row.reason,
        *rule,
        about,
        given,
        row.because_of,
    )
