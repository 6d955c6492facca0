"""The words of this room which cross its border."""

from decimal import Decimal
from typing import Annotated, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pydantic import Field


class Standing(TextChoices):
    """How far a complaint has come."""

    OPEN = "open", pgettext_lazy("complaint", "Open")
    DECIDED = "decided", pgettext_lazy("complaint", "Decided")
    CLOSED = "closed", pgettext_lazy("complaint", "Closed")


class Unit(TextChoices):
    """In what a period is counted. Working days are Monday to Friday: public holidays are not left out."""

    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")


class Side(TextChoices):
    """Who says it."""

    CUSTOMER = "customer", pgettext_lazy("side", "The customer")
    COMPANY = "company", pgettext_lazy("side", "The company")


class Outcome(TextChoices):
    """What was decided."""

    UPHELD = "upheld", _("Upheld")
    PARTLY = "partly", _("Upheld in part")
    NOT_UPHELD = "not_upheld", _("Not upheld")
    WITHDRAWN = "withdrawn", _("Withdrawn by the customer")


class Cause(TextChoices):
    """Where it went wrong, as far as it did."""

    NONE = "", _("Nothing went wrong")
    PROCESS = "process", _("Process")
    PRODUCT = "product", _("Product or service")
    PERSON = "person", _("A person’s mistake")
    WORDS = "words", _("Unclear or wrong information")
    SYSTEM = "system", _("System or technology")
    PARTNER = "partner", _("Partner or supplier")
    OTHER = "other", _("Something else")


class OfferState(TextChoices):
    """What became of an offer."""

    MADE = "made", pgettext_lazy("offer", "Made")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    EXPIRED = "expired", pgettext_lazy("offer", "Expired")


class Where(TextChoices):
    """Before whom a complaint stands outside of the company."""

    OMBUDSMAN = "ombudsman", _("Ombudsman or disputes board")
    CHARGEBACK = "chargeback", _("Chargeback")
    COURT = "court", _("Court")
    AUTHORITY = "authority", _("Data protection authority")
    REGULATOR = "regulator", _("Regulator or consumer authority")


class OutsideOutcome(TextChoices):
    """How a stage outside of the company ended."""

    FOR_CUSTOMER = "for_customer", _("For the customer")
    PARTLY = "partly", _("For both in part")
    FOR_COMPANY = "for_company", _("For the company")
    SETTLED = "settled", _("Settled between the two")
    DROPPED = "dropped", _("Dropped")


class Purpose(TextChoices):
    """What the customer was told."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    EXTENSION = "extension", _("More time is needed")
    FINAL = "final", _("Final answer")


Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
"""Money in its currency's units, not negative."""

UNDECIDED: Final = ""
"""The outcome of a complaint that is open."""
