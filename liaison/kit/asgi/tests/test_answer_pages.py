"""What a page sees of a request, and what a browser sees of a page."""

import gzip
import http.client
import json
from typing import Any

from liaison.kit.asgi.tests.serving import dispatcher, serving


def ask(
    app: Any, path: str = "/", *, method: str = "GET", body: Any = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    with serving(app) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.request(
            method, path, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        response = connection.getresponse()
        read = response.read()
        connection.close()
        return response, read


def saying(body: bytes, *, kind: str = "text/html; charset=utf-8", **headers: str) -> Any:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(
            "200 OK", [("Content-Type", kind), *((k.replace("_", "-"), v) for k, v in headers.items())]
        )
        return [body]

    return app


def mirror(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "application/json")])
    seen = {k: v for k, v in environ.items() if isinstance(v, str)}
    return [json.dumps(seen | {"body": environ["wsgi.input"].read().decode("latin-1")}).encode()]


def test_a_page_gets_the_method_the_path_the_query_and_the_headers() -> None:
    _, body = ask(dispatcher(mirror), "/t%C5%A1/%FF?a=%20b", X_Colour="green", Cookie="a=1")
    seen = json.loads(body)
    assert seen["REQUEST_METHOD"] == "GET"
    assert seen["PATH_INFO"].encode("latin-1") == "/tš/".encode() + b"\xff"
    assert seen["QUERY_STRING"] == "a=%20b"
    assert seen["HTTP_X_COLOUR"] == "green"
    assert seen["HTTP_COOKIE"] == "a=1"
    assert seen["REMOTE_ADDR"] == "127.0.0.1"


def test_a_page_gets_the_whole_body_and_its_length_also_when_it_came_in_chunks() -> None:
    parts = iter([b"one ", b"two"])
    _, body = ask(dispatcher(mirror), method="POST", body=parts)
    seen = json.loads(body)
    assert (seen["body"], seen["CONTENT_LENGTH"]) == ("one two", "7")
    assert "HTTP_TRANSFER_ENCODING" not in seen


def test_a_header_with_an_underscore_cannot_pass_for_one_with_a_hyphen() -> None:
    with serving(dispatcher(mirror)) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        connection.request("GET", "/", headers={"X_Forwarded_For": "1.2.3.4"})
        assert "HTTP_X_FORWARDED_FOR" not in json.loads(connection.getresponse().read())
        connection.close()


def test_text_is_compressed_and_its_length_hidden() -> None:
    page = b"<p>hello</p>" * 1000
    response, body = ask(dispatcher(saying(page, ETag='"1"', Vary="Cookie")), Accept_Encoding="br, gzip")
    assert gzip.decompress(body) == page
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["ETag"] == 'W/"1"'
    assert response.headers["Vary"] == "Cookie, Accept-Encoding"
    with serving(dispatcher(saying(page))) as (host, port):
        lengths = set()
        for _ in range(20):
            connection = http.client.HTTPConnection(host, port, timeout=10)
            connection.request("GET", "/", headers={"Accept-Encoding": "gzip"})
            lengths.add(len(connection.getresponse().read()))
            connection.close()
    assert len(lengths) > 1


def test_what_is_small_packed_already_or_no_text_stays_as_it_is() -> None:
    for app in (
        saying(b"small"),
        saying(b"x" * 5000, kind="image/png"),
        saying(b"x" * 5000, kind="text/css", Content_Encoding="br"),
    ):
        response, _ = ask(dispatcher(app), Accept_Encoding="gzip")
        assert response.headers["Content-Encoding"] != "gzip"


def test_a_browser_that_refuses_gzip_does_not_get_it() -> None:
    for accepts in ("identity", "gzip;q=0, br"):
        response, body = ask(dispatcher(saying(b"x" * 5000)), Accept_Encoding=accepts)
        assert body == b"x" * 5000
        assert response.headers["Vary"] == "Accept-Encoding"


def test_an_answer_too_large_for_memory_arrives_whole() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [("Content-Type", "text/csv")])
        return (bytes([n]) * 65536 for n in range(64))

    response, body = ask(dispatcher(app))
    assert body == b"".join(bytes([n]) * 65536 for n in range(64))
    assert response.headers["Content-Length"] == str(len(body))


def test_a_head_request_gets_the_length_and_no_body() -> None:
    response, body = ask(dispatcher(saying(b"12345")), method="HEAD")
    assert (response.headers["Content-Length"], body) == ("5", b"")


def test_the_application_is_closed_also_when_it_breaks() -> None:
    closed = []

    class Breaking:
        def __iter__(self) -> Any:
            raise ZeroDivisionError

        def close(self) -> None:
            closed.append(True)

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        start_response("200 OK", [])
        return Breaking()

    response, body = ask(dispatcher(app), Accept_Language="fr")
    assert response.status == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["title"] == "Broken"
    assert closed == [True]
