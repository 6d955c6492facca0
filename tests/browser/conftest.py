"""A real browser on our own pages: Debian's Chromium, with whatever the page complained about."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from liaison.authority.actions import perform
from liaison.channels.chat.actions import open_site
from liaison.channels.chat.commands import TakeChats
from liaison.channels.chat.models import Site
from liaison.config.asgi import application
from liaison.kit.actor import SYSTEM
from liaison.kit.asgi.tests.serving import serving
from liaison.kit.health import HEALTH
from liaison.kit.pace import PACES
from tests.browser.hosting import Guest, Meet, Shop, hosted, new_context
from tests.browser.running import Desk, settled
from tests.cast import Cast, assemble

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
)  # Playwright keeps a loop running in the thread of the test.

expect.set_options(timeout=30_000)  # Nothing waits for as long as this but where the machine is busy.


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")
            if not CHROMIUM:
                item.add_marker(
                    pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)")
                )


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A browser in which nothing moves, so that what is seen does not hang on the moment of looking."""
    return {"reduced_motion": "reduce", "locale": "en"}


def serious_faults(page: Page) -> list[str]:
    """What axe calls serious or critical on the page as it is shown when it has come to rest."""
    found = Axe().run(settled(page)).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.fixture
def stage(transactional_db: None) -> Cast:
    """The cast, committed, so that the running desk sees it."""
    return assemble()


@pytest.fixture
def desk(stage: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The whole desk, running, with live news, where a reply can be taken back for as long as a test takes."""
    monkeypatch.setitem(settings.LIAISON, "UNDO_SECONDS", 600)
    well = threading.Event()
    HEALTH.on_change(lambda part: well.set() if part == "database" else None)
    with serving(application()) as (host, port):
        assert well.wait(60)
        yield Desk(f"http://{host}:{port}", browser)


@pytest.fixture
def without_complaint(desk: Desk) -> Iterator[None]:
    """No console of this desk's pages says a word against them."""
    yield
    assert desk.complaints == []


@pytest.fixture
def site(desk: Desk, stage: Cast) -> Site:
    """A site with our line, where Bo takes chats."""
    PACES.forget()
    perform(TakeChats(on=True), by=stage.bo)
    return open_site("shop.example", department=stage.service, by=SYSTEM)


@pytest.fixture
def shop(desk: Desk, site: Site) -> Iterator[Shop]:
    """The site itself, on an origin of its own."""
    with hosted(desk, site) as found:
        yield found


@pytest.fixture
def meet(desk: Desk, shop: Shop) -> Iterator[Meet]:
    """Have somebody come to the shop; they leave when the test is over, having nothing to complain of."""
    guests: list[Guest] = []

    with ExitStack() as rooms:

        def come(context: BrowserContext | None = None, **how: object) -> Guest:
            room = context or rooms.enter_context(new_context(desk.browser, **how))
            guests.append(Guest(room.new_page(), shop))
            return guests[-1].visit()

        yield come
        for guest in guests:
            guest.leave()
    assert [
        words for guest in guests for words in guest.complaints if "ERR_INTERNET_DISCONNECTED" not in words
    ] == []
