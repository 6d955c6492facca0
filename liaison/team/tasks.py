"""The clockwork of the team: letters that must not keep a page waiting, and sweeping."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.team import letters
from liaison.team.actions.sessions import sweep
from liaison.team.actions.signing_in import sweep_attempts
from liaison.team.models import Member


@app.task(
    name="team.send_password_link", queue="letters", retry=RetryStrategy(max_attempts=4, exponential_wait=5)
)
def send_password_link(email: str, base: str) -> None:
    """Send the link for a forgotten password, if there is such a colleague; a job, so that the page does not tell."""
    member = Member.objects.filter(email__iexact=email, is_active=True).first()
    if member:
        letters.new_password(member, base=base)


@app.periodic(cron="17 4 * * *")
@app.task(name="team.sweep", queue="sweeping")
def sweep_the_doorstep(timestamp: int) -> None:
    """Delete the sessions that have run out and the attempts that no longer count."""
    sweep()
    sweep_attempts()
