"""What follows for the people at their desks when something happens."""

from liaison.authority.events import Asked
from liaison.journal.registry import Happened, on
from liaison.workspace.tasks import write_to_who_decides


@on(Asked)
def write_to_those_who_decide(happened: Happened) -> None:
    """Whoever may release it hears of it by mail, as far as they want to."""
    write_to_who_decides.defer(approval=happened.event.approval_id)
