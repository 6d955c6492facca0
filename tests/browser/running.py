"""The whole desk in this process, with its live news, and people who look at it in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, Page, expect

from liaison.authority.actions import perform
from liaison.authority.catalogue import make
from liaison.authority.words import Outcome
from liaison.journal.actions.sealing import seal
from liaison.team.models import Member
from liaison.team.sessions import SessionStore

QUIET = """() => document.fonts.status === "loaded"
  && document.getAnimations().every((one) => one.playState !== "running")
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")"""

COMPLAINTS = {"error", "warning"}


def settled(page: Page) -> Page:
    """The page when nothing on it moves and nothing is asked for; what is measured earlier is measured by luck."""
    page.wait_for_function(QUIET)
    return page


@dataclass
class Desk:
    """A desk that runs at an address."""

    address: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, member: Member | None = None, *, width: int = 1500) -> Iterator[Page]:
        """An empty page of somebody, or of a stranger; whatever its console says against it is kept."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, locale="en", reduced_motion="reduce"
        )
        if member is not None:
            context.add_cookies([{"name": "liaison", "value": _session(member), "url": self.address}])
        page = context.new_page()
        page.on("console", lambda line: self._complain(line.text) if line.type in COMPLAINTS else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        try:
            yield page
        finally:
            context.close()

    @contextmanager
    def open(self, member: Member, path: str, *, width: int = 1500) -> Iterator[Page]:
        """A page of somebody which hears news."""
        with self.page(member, width=width) as page:
            yield self.visit(page, path)

    def visit(self, page: Page, path: str) -> Page:
        """Go there, until the page hears news and has come to rest."""
        page.goto(self.address + path)
        expect(page.locator("html")).to_have_attribute("data-live", "live")
        return settled(page)

    def do(self, member: Member, name: str, **params: object) -> Outcome:
        """Somebody does something elsewhere, and the news of it goes out."""
        outcome = perform(make(name, params), by=member)
        self.tell()
        return outcome

    def tell(self) -> None:
        """Let the news go out at once; the sealer of the process is not started in tests."""
        seal()

    def _complain(self, words: str) -> None:
        self.complaints.append(words)


def _session(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return str(session.session_key)
