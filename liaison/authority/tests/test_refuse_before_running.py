from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.models import Decision
from liaison.authority.words import Refused
from liaison.channels.email.models import Mailbox
from tests.cast import Cast


def test_what_cannot_be_acted_on_is_refused_and_the_decision_kept(cast: Cast) -> None:
    before = Mailbox.objects.count()
    command = catalogue.make("email.open_mailbox", {"address": "new@northwind.example", "department": 0})

    outcome = perform(command, by=cast.ada)

    assert isinstance(outcome, Refused)
    assert outcome.name == "NotADepartment"
    assert Decision.objects.filter(outcome="refused", reason="NotADepartment").count() == 1
    assert Mailbox.objects.count() == before
