"""A web site of somebody else, with our line on it and a policy as strict as a site can have."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from liaison.channels.actions import read_waiting, send_due
from liaison.channels.chat.models import Site
from liaison.tickets.models import Ticket
from tests.browser.running import Desk
from tests.cast import Cast

PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>A shop</h1><p><a href="/other">Another page</a></p><button>Buy</button></main>{line}</body></html>"""
QUIET_SECONDS = 30


@dataclass
class Shop:
    """Where the site is reached, and what its pages say. policy: its Content-Security-Policy."""

    address: str = ""
    policy: str = ""
    line: str = ""
    lang: str = "en"
    dir: str = "ltr"
    asked: list[str] = field(default_factory=list)

    def page(self) -> bytes:
        """Any page of the site."""
        return PAGE.format(lang=self.lang, dir=self.dir, line=self.line).encode()


@contextmanager
def hosted(desk: Desk, site: Site) -> Iterator[Shop]:
    """A site on an origin of its own, under another name than the desk, which lets in our scripts and nothing else."""
    shop = Shop()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.asked.append(self.path)
            body = shop.page()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", shop.policy)
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    live = desk.address.replace("http:", "ws:")
    shop.address = f"http://localhost:{server.server_port}"
    ours = f"script-src {desk.address}; connect-src {desk.address} {live}"
    shop.policy = f"default-src 'none'; {ours}; require-trusted-types-for 'script'; trusted-types 'none'"
    shop.line = f'<script async src="{desk.address}/chat/{site.key}.js"></script>'
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()


class Guest:
    """Somebody on a page of the shop, and what they do there."""

    def __init__(self, page: Page, shop: Shop) -> None:
        self.page, self.shop = page, shop
        self.complaints: list[str] = []
        self.under_way: set[object] = set()
        page.on("console", lambda said: self.complaints.extend([said.text] if said.type == "error" else []))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda one: self.under_way.add(one))
        page.on("requestfinished", lambda one: self.under_way.discard(one))
        page.on("requestfailed", lambda one: self.under_way.discard(one))

    def visit(self, path: str = "/") -> "Guest":
        """Go to a page of the shop."""
        self.page.goto(self.shop.address + path)
        expect(self.button).to_be_visible()
        return self

    @property
    def button(self) -> Locator:
        """The button in the corner."""
        return self.page.locator("liaison-chat > button, liaison-chat button[aria-haspopup=dialog]").first

    @property
    def panel(self) -> Locator:
        """The chat window."""
        return self.page.locator("liaison-chat [role=dialog]")

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.panel.locator("textarea")

    @property
    def lines(self) -> Locator:
        """What was said, in order."""
        return self.panel.locator(".line > p")

    def open(self) -> "Guest":
        """Open the chat."""
        self.button.click()
        expect(self.panel).to_be_visible()
        return self

    def write(self, text: str) -> "Guest":
        """Write something and send it."""
        self.field.fill(text)
        self.field.press("Enter")
        return self

    def say(self, text: str) -> "Guest":
        """Write something, until the desk has it on a ticket."""
        self.write(text)
        expect(self.state_of(text)).to_have_text("Sent")
        assert read_waiting()
        return self

    def state_of(self, text: str) -> Locator:
        """What is told of something one said."""
        return self.panel.locator(".line.mine", has_text=text).locator(".state")

    def leave(self) -> None:
        """Close the page when nothing is asked for any more: a request must not outlive its test."""
        self.page.evaluate("dispatchEvent(new Event('pagehide'))")
        for _ in range(QUIET_SECONDS * 20):
            if not self.under_way:
                break
            self.page.wait_for_timeout(50)
        self.page.close()


Meet = Callable[..., Guest]


def new_context(browser: Browser, **how: object) -> BrowserContext:
    """A browser of a visitor in which nothing moves."""
    given: dict[str, object] = {"viewport": {"width": 1280, "height": 800}, "locale": "en", **how}
    return browser.new_context(reduced_motion="reduce", **given)  # type: ignore[arg-type]


def deliver() -> None:
    """Hand what representatives answered to their visitors, as the sender beside the pages does."""
    send_due("chat")


def answer(desk: Desk, cast: Cast, text: str) -> None:
    """Bo answers the only ticket, and it goes out."""
    desk.do(cast.bo, "tickets.reply", ticket=Ticket.objects.get().pk, text=text)
    deliver()


def faults(page: Page) -> list[str]:
    """What axe calls serious or critical in the chat."""
    found = Axe().run(page, context={"include": [["liaison-chat"]]}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
