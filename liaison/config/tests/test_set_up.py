"""The first start."""

import pytest

from liaison.authority import packs
from liaison.authority.actions import end_rule
from liaison.authority.models import Pack, Rule
from liaison.authority.queries import effect_of
from liaison.authority.words import Effect
from liaison.channels.email.models import Mailbox
from liaison.config.setup import set_up
from liaison.journal.models import Entry
from liaison.kit.actor import SYSTEM
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


def test_no_desk_begins_without_rules() -> None:
    set_up()
    assert Pack.objects.get().name == "retail"
    assert set(Rule.objects.values_list("key", flat=True)) == {one.key for one in packs.find("retail").rules}


def test_rules_which_the_company_ended_are_not_brought_back_by_another_start() -> None:
    set_up()
    end_rule(Rule.objects.get(key="retail.order_cancel_reason_from_list"), by=SYSTEM)
    Pack.objects.update(edition=0, digest="")

    set_up()

    assert not Rule.objects.filter(key="retail.order_cancel_reason_from_list", current=True).exists()
    assert Rule.objects.filter(current=True).count() == len(packs.find("retail").rules) - 1


def test_a_company_with_rules_of_its_own_is_not_given_others() -> None:
    set_up()
    Rule.objects.exclude(key="retail.order_cancel_allowed").delete()
    Pack.objects.all().delete()

    set_up()

    assert Rule.objects.count() == 1
