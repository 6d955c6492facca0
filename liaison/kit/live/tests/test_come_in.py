"""Who is let in, and who is sent away again."""

import asyncio

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from liaison.kit.live.client import PATIENCE, WORDS_A_MINUTE, Client
from liaison.kit.live.conversation import MOST_TOPICS
from liaison.kit.live.tests.desk import NAMES, served
from liaison.kit.live.words import Close, Heard


async def test_a_stranger_is_told_that_they_are_one() -> None:
    async with served() as desk:
        async with connect(f"ws://{desk.address}/rt", origin=f"http://{desk.address}") as socket:
            await socket.wait_closed()
        assert socket.close_code == Close.STRANGER


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_a_page_that_is_not_ours_is_not_let_in(origin: str | None) -> None:
    async with served() as desk:
        with pytest.raises(InvalidStatus, match="403"):
            await connect(f"ws://{desk.address}/rt", origin=origin, additional_headers={"Cookie": "name=bo"})


async def test_a_page_of_an_address_the_operator_named_is_let_in() -> None:
    async with served() as desk:
        headers = {"Cookie": "name=bo"}
        async with connect(
            f"ws://{desk.address}/rt", origin="https://desk.example", additional_headers=headers
        ) as socket:
            await socket.send('{"hello": {"topics": []}}')
            assert await socket.recv() == '{"welcome":0,"you":"member:2","refused":[]}'


@pytest.mark.parametrize(
    "words",
    [
        {"dance": 1},
        {"hello": {"topics": ["TICKET 1"]}},
        {"hello": {"topics": "ticket:1"}},
        {"hello": {"since": -1}},
        {"hello": {"since": "3"}},
        {"hello": []},
        {"here": 5},
        {"subscribe": {"topics": [f"ticket:{n}" for n in range(MOST_TOPICS + 1)]}},
    ],
)
async def test_words_that_are_not_ours_end_the_conversation(words: dict[str, object]) -> None:
    async with served() as desk, desk.page() as page:
        await page.say(**words)
        assert await page.closed() == Close.WRONG


@pytest.mark.parametrize("text", ["", "[]", "{", b"\xff\xfe"])
async def test_what_is_no_message_ends_the_conversation(text: str | bytes) -> None:
    async with served() as desk, desk.page() as page:
        await page.socket.send(text)
        assert await page.closed() == Close.WRONG


async def test_whoever_never_stops_talking_is_sent_away() -> None:
    async with served() as desk, desk.page() as page:
        for _ in range(WORDS_A_MINUTE):
            await page.say(away="ticket:1")
        assert await page.closed() == Close.HASTY


async def test_whoever_is_locked_out_is_sent_away_at_once() -> None:
    async with served() as desk, desk.page("bo") as bo, desk.page("ana", "ticket:1") as ana:
        desk.paper.say(Heard.SIDE, '{"out": "member:2"}')
        assert await bo.closed() == Close.STRANGER
        desk.paper.print("ticket:1")
        assert await ana.hear() == {"news": [[1, ["ticket:1"]]]}


async def test_whoever_signed_out_is_found_when_asked_again() -> None:
    async with served() as desk, desk.page("bo") as page:
        desk.out.add("bo")
        [client] = desk.hub.rounds.clients
        await desk.hub.rounds.ask_again(client)
        assert await page.closed() == Close.STRANGER


async def test_a_topic_that_was_taken_away_ends_when_asked_again() -> None:
    async with served() as desk, desk.page("bo", "ticket:1", "ticket:2") as page:
        desk.hidden.add("ticket:1")
        [client] = desk.hub.rounds.clients
        await desk.hub.rounds.ask_again(client)
        assert await page.hear() == {"refused": ["ticket:1"]}
        desk.paper.print("ticket:1")
        desk.paper.print("ticket:2")
        assert await page.hear() == {"news": [[2, ["ticket:2"]]]}


async def test_whoever_reads_nothing_is_dropped_and_holds_nobody_up() -> None:
    left: list[Client] = []

    async def never(_: object) -> None:
        raise AssertionError("nothing is taken before the loop runs")

    client = Client(NAMES["bo"], send=never, credentials="", bye=left.append)
    for _ in range(PATIENCE):
        client.push("word")
    assert left == []
    client.push("one too many")
    assert left == [client]
    assert client.is_closing
    client.end()


async def test_the_position_is_told_also_to_pages_that_heard_nothing() -> None:
    async with served() as desk, desk.page("bo", "ticket:1") as bo, desk.page("ana", "ticket:2") as ana:
        desk.paper.print("ticket:2")
        assert await ana.hear() == {"news": [[1, ["ticket:2"]]]}
        for _ in range(25):
            desk.hub.rounds.second()
        assert await bo.hear() == {"at": 1}


@pytest.mark.parametrize("end", [OSError, RuntimeError])
async def test_a_socket_that_ended_meanwhile_is_no_failure(end: type[Exception]) -> None:
    async def ended(_: object) -> None:
        raise end

    client = Client(NAMES["bo"], send=ended, credentials="", bye=lambda _: None)
    client.push("word")
    [sending] = asyncio.all_tasks() - {asyncio.current_task()}
    await sending
