"""What becomes of tickets when a colleague leaves."""

from liaison.journal.registry import Happened
from liaison.team.events import MemberDeactivated
from liaison.tickets import actions
from liaison.tickets.reactions import give_back_what_is_unsettled
from tests.cast import Cast, ticket


def test_what_a_colleague_had_not_settled_waits_for_somebody_else(cast: Cast) -> None:
    open_, settled, of_ana = ticket(cast), ticket(cast), ticket(cast)
    for one, who in ((open_, cast.bo), (settled, cast.bo), (of_ana, cast.ana)):
        actions.assign(one, to=who.pk, by=cast.ana)
    actions.resolve(settled, by=cast.bo)
    left = Happened(entry=1, by=cast.ada.ref, event=MemberDeactivated(member_id=cast.bo.pk))
    give_back_what_is_unsettled(left)
    give_back_what_is_unsettled(left)
    for one in (open_, settled, of_ana):
        one.refresh_from_db()
    assert (open_.assignee, settled.assignee, of_ana.assignee) == (None, cast.bo, cast.ana)
