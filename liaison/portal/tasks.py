"""The clockwork of this room: letters that must not keep a page waiting, and sweeping."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from liaison.portal import actions, letters
from liaison.portal.models import Asking


@app.task(name="portal.send_way_in", queue="letters", retry=RetryStrategy(max_attempts=4, exponential_wait=5))
def send_way_in(asking: int) -> None:
    """Send link and code to an address, if somebody is known by it; a job, so that the page does not tell."""
    found = Asking.objects.filter(pk=asking).first()
    prepared = actions.prepare(found) if found else None
    if found and prepared:
        letters.send(found, prepared)


@app.periodic(cron="23 4 * * *")
@app.task(name="portal.sweep", queue="sweeping")
def sweep(timestamp: int) -> None:
    """Delete the visits and askings that have run out."""
    actions.sweep()
