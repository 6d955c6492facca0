"""Who looks at a ticket with me, and who is typing."""

import asyncio
from typing import Any

from liaison.kit.live.presence import PROCESS_SECONDS, TYPING_SECONDS, Presence
from liaison.kit.live.tests.desk import NAMES, Desk, Page, Paper, served
from liaison.kit.live.words import Present


async def people(page: Page, topic: str = "ticket:7") -> list[tuple[Any, Any]]:
    heard = await page.hear()
    assert heard["presence"] == topic
    return [(person["name"], person["typing"]) for person in heard["who"]]


async def test_two_on_one_ticket_see_each_other_come_type_and_go() -> None:
    async with served() as desk, desk.page("bo", "ticket:7") as bo:
        await bo.say(here="ticket:7")
        assert await people(bo) == [("Bo", False)]
        async with desk.page("ana", "ticket:7") as ana:
            assert await people(ana) == [("Bo", False)]
            await ana.say(here="ticket:7")
            assert await people(bo) == [("Ana", False), ("Bo", False)]
            await ana.say(typing="ticket:7")
            assert await people(bo) == [("Ana", True), ("Bo", False)]
            await ana.say(typing="ticket:7")  # Still: no news.
            await ana.say(typed="ticket:7")
            assert await people(bo) == [("Ana", False), ("Bo", False)]
        assert await people(bo) == [("Bo", False)]


async def test_whoever_looks_away_is_not_there_any_more() -> None:
    async with served() as desk, desk.page("bo", "ticket:7") as bo, desk.page("ana", "ticket:7") as ana:
        await ana.say(here="ticket:7")
        assert await people(bo) == [("Ana", False)]
        await ana.say(away="ticket:7")
        assert await people(bo) == []


async def test_one_person_with_two_pages_is_there_once_and_until_the_last_closes() -> None:
    async with served() as desk, desk.page("ana", "ticket:7") as ana:
        async with desk.page("bo", "ticket:7") as first:
            await first.say(here="ticket:7")
            assert await people(ana) == [("Bo", False)]
            async with desk.page("bo", "ticket:7") as second:
                await second.say(here="ticket:7")
                assert await people(ana) == [("Bo", False)]
            assert await people(ana) == [("Bo", False)]
        assert await people(ana) == []


async def test_nobody_is_present_where_they_may_not_listen() -> None:
    async with served() as desk:
        desk.hidden.add("ticket:7")
        async with desk.page("bo", "ticket:7", "ticket:8") as bo:
            await bo.say(here="ticket:7", typing="ticket:7")
            await bo.say(here="ticket:8")
            assert await people(bo, "ticket:8") == [("Bo", False)]


async def test_people_at_another_process_are_seen_too_and_go_with_it() -> None:
    paper = Paper()
    async with served(paper) as here, here.page("bo", "ticket:7") as bo:
        async with served(paper) as there, there.page("ana", "ticket:7") as ana:
            await ana.say(here="ticket:7")
            assert await people(bo) == [("Ana", False)]
            await bo.say(here="ticket:7")
            assert await people(bo) == [("Ana", False), ("Bo", False)]
        assert await people(bo) == [("Bo", False)]


async def test_a_process_that_begins_asks_who_is_with_the_others() -> None:
    paper = Paper()
    async with served(paper) as here, here.page("bo", "ticket:7") as bo:
        await bo.say(here="ticket:7")
        assert await people(bo) == [("Bo", False)]
        async with served(paper) as there, there.page("ana", "ticket:7") as ana:
            assert await people(ana) == [("Bo", False)]


def test_typing_lapses_when_it_is_not_said_again() -> None:
    presence = Presence()
    presence.enter("ticket:7", socket=1, listener=NAMES["bo"])
    assert presence.type("ticket:7", socket=1, at=100)
    assert not presence.type("ticket:7", socket=1, at=103)
    assert presence.rest(at=103 + TYPING_SECONDS - 1) == set()
    assert presence.rest(at=103 + TYPING_SECONDS) == {"ticket:7"}
    assert presence.here("ticket:7", at=103 + TYPING_SECONDS) == [Present("member:2", "Bo", False)]
    assert presence.rest(at=200) == set()


def test_a_process_that_fell_silent_takes_its_people_with_it() -> None:
    presence = Presence()
    presence.hear("other", at=100, topic="ticket:7", who=[Present("member:1", "Ana", False)])
    presence.hear("other", at=130)
    assert presence.lapse(at=130 + PROCESS_SECONDS) == set()
    assert presence.lapse(at=131 + PROCESS_SECONDS) == {"ticket:7"}
    assert presence.everywhere("ticket:7", at=0) == []


def test_somebody_who_types_in_one_of_two_pages_is_typing() -> None:
    presence = Presence()
    for socket in (1, 2):
        presence.enter("ticket:7", socket=socket, listener=NAMES["bo"])
    presence.type("ticket:7", socket=1, at=100)
    assert presence.everywhere("ticket:7", at=101) == [Present("member:2", "Bo", True)]


async def test_who_came_and_who_went_is_told_for_all_at_once_and_by_their_last_page() -> None:
    async with served() as desk:
        tell, bo, ana = desk.hub.rounds.tell_who_passed, NAMES["bo"].ref, NAMES["ana"].ref
        async with desk.page("bo"):
            async with desk.page("bo"), desk.page("ana"):
                await tell()
            await gone(desk, 1)
            await tell()
            await tell()
        await gone(desk, 0)
        await tell()
    assert desk.passed == [({bo, ana}, set()), (set(), {ana}), (set(), {bo})]


async def gone(desk: Desk, left: int) -> None:
    """Wait until the hub knows that so many sockets are left."""
    async with asyncio.timeout(10):
        while len(desk.hub.rounds.clients) != left:
            await asyncio.sleep(0)
