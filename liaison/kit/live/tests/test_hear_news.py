"""Open pages hear the numbers of what changed, and nothing else."""

import asyncio
import json

from liaison.kit.live.newsroom import TOO_MANY
from liaison.kit.live.rounds import COMING
from liaison.kit.live.tests.desk import Paper, served
from liaison.kit.live.words import Heard, Line


async def test_whoever_listens_to_a_ticket_hears_its_number() -> None:
    async with served() as desk, desk.page("bo", "ticket:7", "customer:5") as page:
        desk.paper.print("ticket:8")
        desk.paper.print("ticket:7", "customer:5", "member:1")
        assert await page.hear() == {"news": [[2, ["customer:5", "ticket:7"]]]}


async def test_whoever_listens_to_a_kind_hears_of_every_one_of_it() -> None:
    async with served() as desk, desk.page("bo", "ticket:*") as page:
        desk.paper.print("customer:1")
        desk.paper.print("ticket:8")
        assert await page.hear() == {"news": [[2, ["ticket:*"]]]}


async def test_what_comes_together_is_told_in_one_message() -> None:
    async with served() as desk, desk.page("bo", "ticket:*") as page:
        desk.paper.print("ticket:1", aloud=False)
        desk.paper.print("ticket:2", aloud=False)
        desk.paper.print("ticket:3")
        assert await page.hear() == {"news": [[1, ["ticket:*"]], [2, ["ticket:*"]], [3, ["ticket:*"]]]}


async def test_what_is_given_to_one_comes_to_their_pages_at_its_topic_alone() -> None:
    async with served() as desk, desk.page("bo", "chat:7") as bo, desk.page("ana", "chat:7") as ana:
        given = {"to": bo.welcome["you"], "topic": "chat:7", "what": {"id": 4, "text": "Yes"}}
        desk.paper.say(Heard.SIDE, json.dumps(given | {"topic": "chat:8"}))
        desk.paper.say(Heard.SIDE, json.dumps(given))
        desk.paper.print("chat:7")
        assert await bo.hear() == {"given": {"id": 4, "text": "Yes"}}
        assert await ana.hear() == {"news": [[1, ["chat:7"]]]}


async def test_a_lost_word_is_made_good_by_looking() -> None:
    async with served() as desk, desk.page("bo", "ticket:*") as page:
        desk.paper.print("ticket:1", aloud=False)
        desk.paper.say(Heard.QUIET)
        assert await page.hear() == {"news": [[1, ["ticket:*"]]]}


async def test_a_page_can_listen_to_more_and_to_less_later() -> None:
    async with served() as desk, desk.page("bo", "ticket:1") as page:
        await page.say(subscribe={"topics": ["ticket:2"], "since": None}, unsubscribe=["ticket:1"])
        assert await page.hear() == {"subscribed": ["ticket:2"], "refused": []}
        await page.say(subscribe={"topics": []})
        await page.hear()  # What was said before is done.
        desk.paper.print("ticket:1")
        desk.paper.print("ticket:2")
        assert await page.hear() == {"news": [[2, ["ticket:2"]]]}


async def test_a_topic_one_may_not_hear_is_refused_and_stays_silent() -> None:
    async with served() as desk:
        desk.hidden.add("ticket:1")
        async with desk.page("bo", "ticket:1", "ticket:2") as page:
            assert page.welcome == {"welcome": 0, "you": "member:2", "refused": ["ticket:1"]}
            desk.paper.print("ticket:1")
            desk.paper.print("ticket:2")
            assert await page.hear() == {"news": [[2, ["ticket:2"]]]}


async def test_whoever_comes_back_hears_what_was_missed_of_their_topics() -> None:
    async with served() as desk:
        async with desk.page("bo", "ticket:7"):
            for ref in ("ticket:7", "ticket:8", "ticket:7"):
                desk.paper.print(ref)
        async with desk.page("bo", "ticket:7", since=1) as page:
            assert page.missed == [{"news": [[3, ["ticket:7"]]]}]
            assert page.welcome["welcome"] == 3


async def test_what_was_missed_before_this_process_began_is_read_from_the_journal() -> None:
    paper = Paper()
    for number in range(5):
        paper.print(f"ticket:{number}")
    async with served(paper) as desk, desk.page("bo", "ticket:*", since=3) as page:
        assert page.missed == [{"news": [[4, ["ticket:*"]], [5, ["ticket:*"]]]}]


async def test_a_page_without_a_number_hears_only_what_comes() -> None:
    paper = Paper()
    paper.print("ticket:1")
    async with served(paper) as desk, desk.page("bo", "ticket:*") as page:
        desk.paper.print("ticket:2")
        assert await page.hear() == {"news": [[2, ["ticket:*"]]]}


async def test_whoever_missed_too_much_is_asked_to_load_anew() -> None:
    paper = Paper()
    paper.lines = [Line(seq, ("ticket:1",)) for seq in range(1, TOO_MANY + 2)]
    async with served(paper) as desk:
        async with desk.page("bo", "ticket:1", since=0) as page:
            assert page.missed == [{"reload": TOO_MANY + 1}]
        async with desk.page("bo", "ticket:1", since=1) as page:
            assert len(page.missed[0]["news"]) == TOO_MANY


async def test_whoever_knows_numbers_of_another_database_is_asked_to_load_anew() -> None:
    async with served() as desk, desk.page("bo", "ticket:1", since=99_999) as page:
        assert page.missed == [{"reload": 0}]


async def test_what_happens_while_the_missed_is_read_comes_after_it_and_once() -> None:
    paper = Paper()
    paper.print("ticket:1")
    async with served(paper) as desk, desk.page("bo") as page:

        async def meanwhile() -> None:
            paper.before = None
            paper.print("ticket:1")
            for _ in range(5):
                await asyncio.sleep(0)

        paper.before = meanwhile
        await page.say(subscribe={"since": 0, "topics": ["ticket:1"]})
        assert await page.hear() == {"news": [[1, ["ticket:1"]]]}
        assert await page.hear() == {"subscribed": ["ticket:1"], "refused": []}
        assert await page.hear() == {"news": [[2, ["ticket:1"]]]}
        assert desk.hub.position == 2


async def test_a_broken_line_is_mended_and_what_happened_meanwhile_is_told() -> None:
    async with served() as desk, desk.page("bo", "ticket:*") as page:
        turned: asyncio.Queue[str] = asyncio.Queue()
        desk.health.on_change(turned.put_nowait)
        desk.paper.print("ticket:1", aloud=False)
        desk.paper.cut()
        assert await page.hear() == {"news": [[1, ["ticket:*"]]]}
        assert [await turned.get() for _ in range(4)] == ["database", "live", "live", "database"]
        assert desk.health.report()[0] is True


async def test_when_the_numbers_go_back_every_page_loads_anew() -> None:
    paper = Paper()
    for _ in range(3):
        paper.print("ticket:1")
    async with served(paper) as desk, desk.page("bo", "ticket:*") as page:
        paper.lines = paper.lines[:1]
        paper.cut()
        assert await page.hear() == {"reload": 1}
        paper.print("ticket:1")
        assert await page.hear() == {"news": [[2, ["ticket:*"]]]}
        assert desk.hub.position == 2


async def test_a_nudge_is_news_without_a_number() -> None:
    async with served() as desk, desk.page("bo", "health") as page:
        desk.paper.say(Heard.SIDE, '{"nudge": ["health"]}')
        assert await page.hear() == {"news": [[None, ["health"]]]}


class Crowd(set):
    """Few clients who count as many."""

    def __len__(self) -> int:
        return 5 * COMING


async def test_where_thousands_listen_they_come_back_at_moments_of_their_own() -> None:
    async with served() as desk, desk.page("bo", "ticket:7") as bo:
        assert "spread" not in bo.welcome
        [client] = desk.hub.rounds.clients
        desk.hub.rounds.clients = Crowd([client])
        async with desk.page("ana", "ticket:7") as ana:
            assert ana.welcome["spread"] == 5


async def test_words_that_were_lost_have_every_page_look_once() -> None:
    async with served() as desk, desk.page("bo", "ticket:7", "ticket:8") as bo:
        desk.paper.say(Heard.ANEW)
        assert await bo.hear() == {"news": [[None, ["ticket:7", "ticket:8"]]]}
