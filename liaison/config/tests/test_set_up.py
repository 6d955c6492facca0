"""The first start."""

import pytest

from liaison.authority.queries import effect_of
from liaison.authority.words import Effect
from liaison.channels.email.models import Mailbox
from liaison.config.setup import set_up
from liaison.journal.models import Entry
from liaison.team.models import Department, Member
from liaison.tickets.models import Kind

pytestmark = pytest.mark.django_db


def test_the_first_start_makes_an_administrator_who_may_do_everything() -> None:
    facts = set_up("ada@shop.example", "a quiet desk by the window")
    ada = Member.objects.get()
    assert (facts.administrator, facts.password, facts.new) == ("ada@shop.example", None, True)
    assert ada.check_password("a quiet desk by the window")
    assert effect_of("anything.at_all", by=ada, department=None) is Effect.ALLOW


def test_a_password_that_was_not_given_is_made_up_and_told_once() -> None:
    facts = set_up()
    assert facts.password
    assert Member.objects.get().check_password(facts.password)
    assert set_up().password is None


def test_the_first_start_opens_a_mailbox_for_a_department() -> None:
    facts = set_up()
    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.department) == (facts.mailbox, Department.objects.get())
    assert set(Kind.objects.values_list("key", flat=True)) == {"question", "request", "complaint"}


def test_starting_again_changes_nothing() -> None:
    first = set_up("ada@shop.example", "a quiet desk by the window")
    entries = Entry.objects.count()
    again = set_up("bo@shop.example", "another password")
    assert (again.administrator, again.mailbox, again.new) == (first.administrator, first.mailbox, False)
    assert (Entry.objects.count(), Member.objects.count(), Mailbox.objects.count()) == (entries, 1, 1)
    assert Member.objects.get().check_password("a quiet desk by the window")
