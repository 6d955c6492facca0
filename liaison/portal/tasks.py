"""The clockwork of this room: letters that must not keep a page waiting, and sweeping."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.portal import actions, letters
from liaison.portal.models import Asking, Proving


@app.task(name="portal.send_way_in", queue="letters", retry=RetryStrategy(max_attempts=4, exponential_wait=5))
def send_way_in(asking: int) -> None:
    """Send link and code to an address, if somebody is known by it; a job, so that the page does not tell."""
    found = Asking.objects.filter(pk=asking).first()
    prepared = actions.prepare(found) if found else None
    if found and prepared:
        letters.send(found, prepared)


@app.task(name="portal.send_proof", queue="letters", retry=RetryStrategy(max_attempts=4, exponential_wait=5))
def send_proof(proving: int) -> None:
    """Send a link and a code to an address or number, so that whoever has it can prove it."""
    found = Proving.objects.select_related("identity__customer").filter(pk=proving).first()
    if found and (made := actions.prepare_proof(found)):
        link, code = made
        letters.send_proof(found, link=link, code=code)


@app.periodic(cron="23 4 * * *")
@app.task(name="portal.sweep", queue="sweeping")
def sweep(timestamp: int) -> None:
    """Delete the visits and askings that have run out."""
    actions.sweep()
