"""What our line costs somebody else's page: weighed as a browser gets it, compressed by the server that is shipped."""

import http.client
import re
from collections.abc import Iterator

import pytest

from liaison.channels.chat.actions import open_site
from liaison.config.asgi import application
from liaison.kit.actor import SYSTEM
from liaison.kit.asgi.tests.serving import serving
from tests.cast import assemble

KB = 1024
LOADER, CHAT = 5 * KB, 20 * KB
IMPORTED = re.compile(r'from "\./([a-z-]+\.js)"|import\("\./([a-z-]+\.js)"\)')

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server() -> Iterator[tuple[str, int]]:
    with serving(application()) as at:
        yield at


def _got(server: tuple[str, int], path: str, *, encoding: str) -> tuple[str, bytes]:
    line = http.client.HTTPConnection(*server, timeout=60)
    line.request("GET", path, headers={"Accept-Encoding": encoding})
    answer = line.getresponse()
    assert answer.status == 200, path
    body = answer.read()
    line.close()
    return answer.headers.get("Content-Encoding", ""), body


def _scripts(server: tuple[str, int]) -> list[str]:
    """Every script of the chat, in whatever order they name each other."""
    found, wanted = [], ["chat.js"]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.append(name)
        _, body = _got(server, f"/static/widget/{name}", encoding="identity")
        wanted += [one or other for one, other in IMPORTED.findall(body.decode())]
    return [f"/static/widget/{name}" for name in found]


def test_the_line_and_the_chat_weigh_what_was_promised(server: tuple[str, int]) -> None:
    site = open_site("shop.example", department=assemble().service, by=SYSTEM)
    chat = [f"/chat/{site.key}/?language=vi", *_scripts(server)]
    assert len(chat) > 4

    how, loader = _got(server, f"/chat/{site.key}.js", encoding="gzip")
    assert (how, len(loader) <= LOADER) == ("gzip", True), len(loader)
    weights = {path: _got(server, path, encoding="gzip") for path in chat}
    assert {path for path, (how, _) in weights.items() if how != "gzip"} == set()
    assert sum(len(body) for _, body in weights.values()) <= CHAT, {
        p: len(b) for p, (_, b) in weights.items()
    }
