"""Letters that must not keep a page waiting."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.workspace import letters


@app.task(
    name="workspace.ask_by_mail", queue="letters", retry=RetryStrategy(max_attempts=4, exponential_wait=5)
)
def ask_by_mail(approval: int, member: int) -> None:
    """Send one request to one who may release it, if it still waits."""
    letters.ask(approval, member)


@app.task(name="workspace.write_to_who_decides", queue="letters")
def write_to_who_decides(approval: int) -> None:
    """A letter each, so that one that does not leave keeps no other back and none is sent twice."""
    for member in letters.readers(approval):
        ask_by_mail.configure(lock=f"asked:{approval}:{member}").defer(approval=approval, member=member)
