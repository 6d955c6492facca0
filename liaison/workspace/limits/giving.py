"""Given away: refunds, credits and goodwill of a period, by person, reason, and whether people or programs gave it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from liaison.authority.queries import DECISIONS, GivenAway, given_away
from liaison.kit.cells import as_csv
from liaison.kit.money import major, shown
from liaison.kit.pages import show
from liaison.team.asking import must_hold
from liaison.team.requests import TeamRequest
from liaison.workspace.limits.known import kind_called
from liaison.workspace.limits.people import called
from liaison.workspace.limits.seeking import moments, period_in

DAYS: Final = 30
ACTORS: Final[dict[str, str | Promise]] = {
    "human": gettext_lazy("A person"),
    "virtual": gettext_lazy("Virtual representative"),
    "program": gettext_lazy("A program"),
    "customer": gettext_lazy("The customer"),
}
BY: Final[dict[str, str | Promise]] = {
    "by": gettext_lazy("By person"),
    "reason": gettext_lazy("By reason"),
    "actor": gettext_lazy("By people and programs"),
    "kind": gettext_lazy("By kind"),
}
COLUMNS: Final = ("by", "actor", "kind", "reason", "currency", "amount", "number", "released_by_others")


@dataclass(frozen=True)
class Bar:
    """One line of the report: whose, how much, how often. share: of the greatest in its currency, 0 to 1."""

    label: str
    amount: str
    approved: str
    number: int
    share: float


@dataclass(frozen=True)
class Sum:
    """What was given in one currency, cut in one way."""

    currency: str
    whole: str
    bars: list[Bar] = field(default_factory=list)


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The report for a period, cut as one wishes, in each currency by itself."""
    asked = cast(TeamRequest, request)
    must_hold(asked, DECISIONS)
    first, last = period_in(request.GET, days=DAYS)
    since, until = moments(first, last)
    rows = given_away(since=since, until=until, for_=asked.member)
    cut = request.GET.get("cut", "by")
    cut = cut if cut in BY else "by"
    given = request.GET.copy()
    given.update({"since": str(first), "until": str(last)})
    given.pop("cut", None)
    query = given.urlencode()
    return show(
        request,
        "workspace/limits/given_away.html",
        sums=_sums(rows, cut),
        cuts=[(word, f"?{query}&cut={name}", name == cut) for name, word in BY.items()],
        head=BY[cut],
        cut=cut,
        query=query,
        first=first,
        last=last,
    )


def _sums(rows: Iterable[GivenAway], cut: str) -> list[Sum]:
    by_currency: dict[str, list[GivenAway]] = {}
    for row in rows:
        by_currency.setdefault(row.currency, []).append(row)
    return [_sum(currency, some, cut) for currency, some in sorted(by_currency.items())]


def _sum(currency: str, rows: list[GivenAway], cut: str) -> Sum:
    amounts: dict[str, list[GivenAway]] = {}
    for row in rows:
        amounts.setdefault(str(getattr(row, cut)), []).append(row)
    totals = {key: sum(row.amount for row in some) for key, some in amounts.items()}
    most = max(totals.values(), default=0) or 1
    names = _labels(cut, amounts)
    bars = [
        Bar(
            label=names[key],
            amount=_money(totals[key], currency),
            approved=_money(sum(row.approved for row in amounts[key]), currency),
            number=sum(row.number for row in amounts[key]),
            share=totals[key] / most,
        )
        for key in sorted(totals, key=lambda one: (-totals[one], names[one]))
    ]
    return Sum(currency, _money(sum(totals.values()), currency), bars)


def _labels(cut: str, keys: Iterable[str]) -> dict[str, str]:
    if cut == "by":
        return called(keys)
    if cut == "actor":
        return {key: str(ACTORS.get(key, key)) for key in keys}
    if cut == "kind":
        return {key: kind_called(key) for key in keys}
    return {key: key or str(gettext_lazy("No reason named")) for key in keys}


def _money(minor: int, currency: str) -> str:
    return shown(major(minor, currency), currency)


@require_safe
def report_as_file(request: HttpRequest) -> HttpResponse:
    """The report as CSV, as fine as it is kept."""
    asked = cast(TeamRequest, request)
    must_hold(asked, DECISIONS)
    first, last = period_in(request.GET, days=DAYS)
    since, until = moments(first, last)
    rows = given_away(since=since, until=until, for_=asked.member)
    names = called(row.by for row in rows)
    return as_csv(COLUMNS, (_cells(row, names) for row in rows), name=f"given-away-{first}-{last}")


def _cells(row: GivenAway, names: dict[str, str]) -> tuple[str | int | Decimal, ...]:
    amount, approved = (major(units, row.currency) for units in (row.amount, row.approved))
    return names[row.by], row.actor, row.kind, row.reason, row.currency, amount, row.number, approved
