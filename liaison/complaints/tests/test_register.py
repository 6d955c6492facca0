"""The register: stable columns, and no cell that a spreadsheet would run."""

import csv
import io
from typing import Any

import pytest

from liaison.complaints.register import COLUMNS
from liaison.complaints.tests.stage import by, complain
from liaison.journal.models import Entry
from liaison.kit.cells import harmless
from liaison.tickets.tests.asking import done
from tests.cast import Cast

NAMES = (
    "number kind standing brand department received_at opened_at channel customer customer_id account_id ticket order "
    "claim wish amount currency handler concerns acknowledge_by acknowledged_at acknowledged_in_time answer_by "
    "answered_at answered_in_time extensions extension_reason outcome root_cause root_cause_words reasons remedy "
    "remedy_amount remedy_currency offers_made offers_accepted outside outside_body outside_reference outside_begun_on "
    "outside_outcome outside_ended_on closed_at"
)


def test_the_names_of_the_columns_stay() -> None:
    """Regulators' own programs read them: a new one is added at the end, none is renamed."""
    assert " ".join(COLUMNS) == NAMES


@pytest.mark.parametrize(
    "text", ["=1+1", "+372", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "\ufeff=1", "|calc"]
)
def test_what_looks_like_a_formula_is_none(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["It was late = twice", "mira@example.com", "", "12.50", "Ärger"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def _rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


@pytest.mark.django_db
def test_it_holds_what_the_list_is_narrowed_to(cast: Cast) -> None:
    one = complain(cast, claim='=HYPERLINK("http://evil.example")', amount="12.50", currency="EUR")
    other = complain(cast)
    done("complaints.decide", cast.ana, complaint=other.pk, outcome="withdrawn", cause="process")

    [row] = _rows(by(cast.ana).post("/complaints/register/", {"queue": "all", "outcome": "withdrawn"}))
    assert (row["number"], row["outcome"], row["root_cause"]) == (str(other.number), "withdrawn", "process")
    [row] = _rows(by(cast.ana).post("/complaints/register/", {"queue": "all", "q": "HYPERLINK"}))
    assert (row["number"], row["amount"], row["kind"]) == (str(one.number), "12.5", "service")
    assert row["claim"].startswith("'=HYPERLINK")


@pytest.mark.django_db
def test_the_journal_keeps_who_took_it(cast: Cast) -> None:
    complain(cast)
    by(cast.ana).post("/complaints/register/", {"queue": "all"})

    entry = Entry.objects.get(kind="complaints.register_exported")
    assert (entry.by, entry.facts["rows"]) == (cast.ana.ref, 1)


@pytest.mark.django_db
def test_whoever_may_not_export_gets_no_file(cast: Cast) -> None:
    complain(cast)
    answer = by(cast.bo).post("/complaints/register/", {"queue": "all"})

    assert answer.status_code == 302
    assert not Entry.objects.filter(kind="complaints.register_exported").exists()
