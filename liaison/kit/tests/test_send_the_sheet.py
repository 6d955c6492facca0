"""The look is one sheet, asked for by its content and kept by the browser."""

import re

from django.test import Client

from liaison.kit import sheet


def test_a_page_asks_for_the_sheet_by_its_content_and_the_browser_keeps_it(client: Client) -> None:
    page = client.get("/ui").content.decode()
    (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"/* The vocabulary of the look")


def test_a_sheet_that_changed_meanwhile_is_sent_but_not_kept(client: Client) -> None:
    answer = client.get("/look-0123456789abcdef.css")
    assert answer.content == sheet.sheet()
    assert "Cache-Control" not in answer


def test_every_sheet_is_part_of_the_look() -> None:
    assert {path.stem for path in sheet.FOLDER.glob("*.css")} == set(sheet.SHEETS)
    assert sheet.sheet().count(b"{") == sheet.sheet().count(b"}")
