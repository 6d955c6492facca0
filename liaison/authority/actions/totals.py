"""The running totals: locked in one order before they are looked at, read without a lock for a preview, added to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from liaison.authority.facts import MEASURES, PERS, SPANS
from liaison.authority.words import Spend
from liaison.kit.asking import ask

Place = tuple[str, str, str]
"""Whom, what kind and in which currency: `member:7`, `refund`, `EUR`."""

_COLUMNS = (
    "ref, kind, currency, hour, hour_amount, hour_number, day, day_amount, day_number, month, month_amount, \
month_number, ever_amount, ever_number"
)
_GIVEN = "unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS given (ref, kind, currency, place)"
# Whoever comes second waits here, for the first row of the same; all take the rows in the order of their names.
_LOCK = f"""
INSERT INTO authority_total (ref, kind, currency) SELECT ref, kind, currency FROM {_GIVEN} ORDER BY place
ON CONFLICT (ref, kind, currency) DO UPDATE SET kind = EXCLUDED.kind RETURNING {_COLUMNS}
"""  # noqa: S608 (our own words alone)
_READ = f"SELECT {_COLUMNS} FROM authority_total JOIN {_GIVEN} USING (ref, kind, currency)"  # noqa: S608
ADD = """
UPDATE authority_total AS total SET
  hour = given.hour, hour_amount = given.hour_amount, hour_number = given.hour_number,
  day = given.day, day_amount = given.day_amount, day_number = given.day_number,
  month = given.month, month_amount = given.month_amount, month_number = given.month_number,
  ever_amount = given.ever_amount, ever_number = given.ever_number
FROM json_to_recordset(%s::json) AS given (
  ref text, kind text, currency text, hour text, hour_amount bigint, hour_number bigint, day text,
  day_amount bigint, day_number bigint, month text, month_amount bigint, month_number bigint,
  ever_amount bigint, ever_number bigint)
WHERE total.ref = given.ref AND total.kind = given.kind AND total.currency = given.currency
"""


@dataclass(frozen=True)
class Totals:
    """Some running totals at one moment. rows: by place, each figure by its column; what is missing is nought."""

    at: Mapping[str, str]
    rows: Mapping[Place, Mapping[str, Any]] = field(default_factory=dict)

    def facts(self, kinds: Iterable[str], *, refs: Mapping[str, str], currency: str) -> dict[str, int]:
        """The facts `spent.KIND.PER.SPAN.amount` and `number`. refs: the actor, customer, ticket, order by noun."""
        return {
            f"spent.{kind}.{per}.{span}.{measure}": self._figure((ref, kind, currency), span, measure)
            for kind in kinds
            for per, ref in refs.items()
            for span in SPANS
            for measure in MEASURES
        }

    def with_added(self, spends: Sequence[Spend], *, by: str) -> list[dict[str, Any]]:
        """The rows as they are after this was spent."""
        rows: dict[Place, dict[str, Any]] = {}
        for spend in spends:
            for ref in {by, *spend.about}:
                place = (ref, spend.kind, spend.currency)
                row = rows.setdefault(place, self._now(place))
                for span in SPANS:
                    row[f"{span}_amount"] += spend.amount
                    row[f"{span}_number"] += 1
        return list(rows.values())

    def _figure(self, place: Place, span: str, measure: str) -> int:
        row = self.rows.get(place)
        if row is None or (span in self.at and row[span] != self.at[span]):
            return 0
        return int(row[f"{span}_{measure}"])

    def _now(self, place: Place) -> dict[str, Any]:
        figures = {f"{s}_{m}": self._figure(place, s, m) for s in SPANS for m in MEASURES}
        return dict(zip(("ref", "kind", "currency"), place, strict=True)) | dict(self.at) | figures


def totals(places: Iterable[Place], *, at: datetime, lock: bool) -> Totals:
    """Read these totals, and hold them until the transaction ends if asked. at: whose hour, day and month count."""
    wanted = sorted(set(places))
    names = spans_of(at)
    if not wanted:
        return Totals(names)
    columns = [name.strip() for name in _COLUMNS.split(",")]
    found = ask(_LOCK if lock else _READ, [list(one) for one in zip(*wanted, strict=True)])
    return Totals(names, {row[:3]: dict(zip(columns, row, strict=True)) for row in found})


def places(
    spends: Iterable[Spend], *, kinds: Iterable[str], refs: Mapping[str, str], currency: str
) -> set[Place]:
    """Every total that is looked at or added to."""
    looked = {(ref, kind, currency) for kind in kinds for ref in refs.values()}
    return looked | {(ref, s.kind, s.currency) for s in spends for ref in (refs["by"], *s.about)}


def refs_of(by: str, about: Iterable[str]) -> dict[str, str]:
    """For whom a rule may ask the totals: the actor, and the first customer, ticket and order it is about."""
    found = {"by": by}
    for ref in about:
        noun = ref.partition(":")[0]
        if noun in PERS:
            found.setdefault(noun, ref)
    return found


def spans_of(at: datetime) -> dict[str, str]:
    """The names of the hour, day and month of a moment in the time zone of the desk."""
    here = timezone.localtime(at, timezone.get_default_timezone())
    return {"hour": f"{here:%Y-%m-%dT%H}", "day": f"{here:%Y-%m-%d}", "month": f"{here:%Y-%m}"}
