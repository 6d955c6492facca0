"""The browser's side, in a real browser: news reaches elements, a cut line is mended, people are seen."""

import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from liaison.kit.live.tests.desk import Desk, served
from liaison.kit.live.words import Heard

CHROMIUM = shutil.which("chromium")
SCRIPT = Path(__file__).parents[2] / "static/kit/live.js"
PAGE = """<!doctype html><title>desk</title><script type="module" src="/live.js"></script>
<script>
  window.heard = [];
  const keep = (name) => document.addEventListener(name, (event) => heard.push([name.slice(8), event.detail]));
  for (const name of ["news", "presence", "state", "stale"]) keep("liaison:" + name);
  const told = {};
  addEventListener("news", (event) => (told[event.target.id] = (told[event.target.id] ?? 0) + 1), true);
</script>
<p id="list" data-live-topic="ticket:*" data-live-seq="0">list</p>
<p id="seven" data-live-topic="ticket:7 customer:5" data-live-seq="0">seven</p>
<form data-live-here="ticket:7" data-live-typing="ticket:7"><textarea></textarea></form>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and not os.environ.get("CI"), reason="needs Chromium"),
]


def pages(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    script = environ["PATH_INFO"] == "/live.js"
    start_response("200 OK", [("Content-Type", "text/javascript" if script else "text/html")])
    return [SCRIPT.read_bytes() if script else PAGE.encode()]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        made = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield made
        await made.close()


@contextlib.asynccontextmanager
async def looking(desk: Desk, browser: Browser, name: str = "bo") -> AsyncIterator[Page]:
    context = await browser.new_context()
    await context.add_cookies([{"name": "name", "value": name, "url": f"http://{desk.address}"}])
    page = await context.new_page()
    await page.goto(f"http://{desk.address}/")
    await live(page)
    yield page
    await context.close()


async def live(page: Page) -> None:
    await page.wait_for_function("document.documentElement.dataset.live === 'live'")


async def told(page: Page, element: str, times: int) -> None:
    await page.wait_for_function(f"told['{element}'] === {times}")


async def test_news_reaches_the_elements_of_its_topic_once_for_a_burst(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        for _ in range(5):
            desk.paper.print("ticket:8")
        desk.paper.print("customer:5")
        await told(page, "seven", 1)
        await told(page, "list", 1)
        news = await page.evaluate(
            "heard.filter(([what]) => what === 'news').map(([, d]) => [d.topic, d.seq])"
        )
        assert news == [["ticket:*", n] for n in range(1, 6)] + [["customer:5", 6]]


async def test_an_element_that_came_later_is_listened_for_and_one_that_went_is_not(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        desk.paper.print("ticket:9")
        await told(page, "list", 1)
        await page.evaluate(
            """document.getElementById("list").outerHTML =
               '<p id="nine" data-live-topic="ticket:9" data-live-seq="0">it was drawn before the news</p>'"""
        )
        await told(page, "nine", 1)
        desk.paper.print("ticket:1")
        desk.paper.print("ticket:9")
        await told(page, "nine", 2)
        assert await page.evaluate("told.list") == 1


async def test_an_element_that_shows_the_news_already_is_left_alone(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        await page.evaluate('document.getElementById("seven").dataset.liveSeq = 1')
        desk.paper.print("ticket:7")
        await told(page, "list", 1)
        desk.paper.print("ticket:7")
        await told(page, "seven", 1)


async def test_after_a_cut_what_was_missed_is_told(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        desk.paper.print("ticket:7")
        await told(page, "seven", 1)
        await page.context.set_offline(True)
        await page.wait_for_function("document.documentElement.dataset.live === 'waiting'")
        desk.paper.print("ticket:7")
        desk.paper.print("ticket:8")
        await page.context.set_offline(False)
        await live(page)
        await told(page, "seven", 2)
        seqs = await page.evaluate(
            "heard.filter(([, d]) => d.seq && d.topic === 'ticket:7').map(([, d]) => d.seq)"
        )
        assert seqs == [1, 2]
        assert await page.evaluate("sessionStorage['liaison:seq']") == "3"


async def test_a_server_that_was_away_is_found_again(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        for client in list(desk.hub.rounds.clients):
            client.close(1012)
        await page.wait_for_function("heard.filter(([what]) => what === 'state').length === 3")
        desk.paper.print("ticket:7")
        await told(page, "seven", 1)


async def test_whoever_signed_out_does_not_knock_again(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        desk.paper.say(Heard.SIDE, '{"out": "member:2"}')
        await page.wait_for_function("document.documentElement.dataset.live === 'ended'")


async def test_when_too_much_was_missed_every_element_is_told(browser: Browser) -> None:
    async with served(pages=pages) as desk, looking(desk, browser) as page:
        desk.hub.rounds.reload_all()
        await told(page, "list", 1)
        await told(page, "seven", 1)


async def test_two_people_see_each_other_and_who_is_typing(browser: Browser) -> None:
    async with (
        served(pages=pages) as desk,
        looking(desk, browser) as bo,
        looking(desk, browser, "ana") as ana,
    ):
        await bo.wait_for_function("heard.at(-1)[1].others?.[0]?.name === 'Ana'")
        await ana.fill("textarea", "Dear")
        await bo.wait_for_function("heard.at(-1)[1].others[0].typing")
        await ana.fill("textarea", "")
        await bo.wait_for_function("!heard.at(-1)[1].others[0].typing")
        await ana.close()
        await bo.wait_for_function("heard.at(-1)[1].others.length === 0")
