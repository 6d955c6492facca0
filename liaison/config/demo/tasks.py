"""Loading and removing as jobs: a page asks, and is not kept waiting."""

from procrastinate.contrib.django import app

from liaison.config.demo import loading, removing


@app.task(name="demo.load", queue="demo", queueing_lock="demo")
def load() -> None:
    """Load the demo company, if it is not there."""
    if not loading.is_loaded():
        loading.load()


@app.task(name="demo.remove", queue="demo", queueing_lock="demo")
def remove() -> None:
    """Remove exactly what the demo made."""
    removing.remove()
