"""What was allowed and then did not come to pass elsewhere: it was not given, so it does not count."""

from django.db import transaction

from liaison.authority.actions.totals import spans_of
from liaison.authority.models import Decision, Given
from liaison.kit.asking import ask
from liaison.kit.clock import now

# Of an hour, day or month that is over nothing is taken back: it counts for no limit any more.
_TAKE_BACK = """
UPDATE authority_total SET
  hour_amount = hour_amount - CASE WHEN hour = %(hour)s THEN %(amount)s ELSE 0 END,
  hour_number = hour_number - CASE WHEN hour = %(hour)s THEN 1 ELSE 0 END,
  day_amount = day_amount - CASE WHEN day = %(day)s THEN %(amount)s ELSE 0 END,
  day_number = day_number - CASE WHEN day = %(day)s THEN 1 ELSE 0 END,
  month_amount = month_amount - CASE WHEN month = %(month)s THEN %(amount)s ELSE 0 END,
  month_number = month_number - CASE WHEN month = %(month)s THEN 1 ELSE 0 END,
  ever_amount = ever_amount - %(amount)s,
  ever_number = ever_number - 1
WHERE ref = %(ref)s AND kind = %(kind)s AND currency = %(currency)s RETURNING 1
"""


@transaction.atomic
def take_back(decision: int) -> None:
    """Take what a decision gave out of the running totals and the report, once. decision: id.

    The decision stays as it is. Whoever calls this does so once for each decision.
    """
    made = Decision.objects.get(pk=decision)
    names = spans_of(made.at)
    # In the order in which the gate locks them, so that nobody waits for each other.
    for ref in sorted({made.by, *made.refs}):
        for spend in sorted(made.spends, key=lambda one: (one["kind"], one["currency"])):
            ask(_TAKE_BACK, {**names, **spend, "ref": ref})
    given = list(Given.objects.filter(decision=made, amount__gt=0))
    for one in given:
        one.pk, one.amount, one.at = None, -one.amount, now()
    Given.objects.bulk_create(given)
