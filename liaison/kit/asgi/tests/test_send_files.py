"""Files which the dispatcher sends in a view's place."""

import http.client
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from liaison.kit.asgi.tests.serving import dispatcher, serving


@pytest.fixture
def files(tmp_path: Path) -> Path:
    root = tmp_path / "files"
    root.mkdir()
    (root / "letter").write_bytes(b"0123456789")
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "way-out").symlink_to(tmp_path / "secret")
    return root


def ask(
    files: Path, named: str | Path, *, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(
            "200 OK",
            [
                ("Content-Type", "text/plain"),
                ("Content-Length", "0"),
                ("ETag", '"e"'),
                ("X-Liaison-File", str(named)),
            ],
        )
        return [b""]

    with serving(dispatcher(app, files=files)) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.request(method, "/", headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        body = response.read()
        connection.close()
    assert response.headers["X-Liaison-File"] is None
    return response, body


def test_the_file_is_sent_with_the_headers_of_the_view_and_without_the_internal_one(files: Path) -> None:
    response, body = ask(files, files / "letter")
    assert (response.status, body) == (200, b"0123456789")
    assert response.headers["ETag"] == '"e"'
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers.get_all("Content-Length") == ["10"]


@pytest.mark.parametrize(
    ("asked", "sent", "said"),
    [
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=-99", b"0123456789", "bytes 0-9/10"),
    ],
)
def test_a_part_is_sent_when_a_part_is_asked_for(files: Path, asked: str, sent: bytes, said: str) -> None:
    response, body = ask(files, files / "letter", Range=asked)
    assert (response.status, body, response.headers["Content-Range"]) == (206, sent, said)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused_with_the_size(files: Path, asked: str) -> None:
    response, body = ask(files, files / "letter", Range=asked)
    assert (response.status, body, response.headers["Content-Range"]) == (416, b"", "bytes */10")


@pytest.mark.parametrize("asked", ["bytes=4-2", "bytes=-", "bytes=1-2,4-5", "lines=1-2"])
def test_what_is_no_range_gets_the_whole(files: Path, asked: str) -> None:
    response, body = ask(files, files / "letter", Range=asked)
    assert (response.status, body) == (200, b"0123456789")


def test_a_part_of_another_version_gets_the_whole(files: Path) -> None:
    assert ask(files, files / "letter", Range="bytes=2-4", If_Range='"old"')[0].status == 200
    assert ask(files, files / "letter", Range="bytes=2-4", If_Range='"e"')[0].status == 206


def test_a_known_file_is_not_sent_again(files: Path) -> None:
    response, body = ask(files, files / "letter", If_None_Match='"x", W/"e"')
    assert (response.status, body, response.headers["ETag"]) == (304, b"", '"e"')


def test_asking_for_the_head_reads_no_file(files: Path) -> None:
    response, body = ask(files, files / "letter", method="HEAD")
    assert (response.headers["Content-Length"], body) == ("10", b"")


@pytest.mark.parametrize("name", ["missing", "../secret", "way-out", "."])
def test_what_is_no_file_below_the_directory_is_never_sent(files: Path, name: str) -> None:
    response, body = ask(files, files / name)
    assert response.status == 404
    assert b"secret" not in body


def test_a_file_below_a_directory_of_any_name_is_sent(tmp_path: Path) -> None:
    root = tmp_path / "данные 100%"
    root.mkdir()
    (root / "letter").write_bytes(b"0123456789")

    response, body = ask(root, quote(str(root / "letter")))

    assert (response.status, body) == (200, b"0123456789")


def test_a_range_without_end_is_no_mistake(files: Path) -> None:
    assert ask(files, files / "letter", Range="bytes=" + "9" * 5_000 + "-")[0].status == 200
