"""Whoever means harm is refused in clear words, and the desk stays well."""

import hashlib
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.channels.actions import read_waiting
from liaison.channels.chat.actions import change_site
from liaison.channels.chat.models import Chat, Site, Visitor
from liaison.kit.actor import SYSTEM
from liaison.kit.pace import PACES
from liaison.tickets.models import Attachment, Message
from liaison.widget.puzzles import is_solved, new_puzzle
from liaison.widget.tests.test_doors import ask, begun, nobody_was_here_lately, site

__all__ = ["nobody_was_here_lately", "site"]  # Fixtures of the neighbouring tests.

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def attach(site: Site, token: str, name: str, content: bytes, type_: str = "text/html") -> Any:
    given = {"token": token, "file": SimpleUploadedFile(name, content, content_type=type_)}
    return Client(raise_request_exception=False).post(f"/chat/{site.key}/attach/", given)


def test_a_file_goes_with_words_and_comes_back_as_nothing_that_runs(site: Site) -> None:
    token = begun(site)["token"]
    named = attach(site, token, f"..\\..\\{SCRIPT}.html", SCRIPT.encode()).json()["file"]
    assert (
        ask(site, "say/", {"key": "with-a-file", "text": "", "files": [named], "token": token}).status_code
        == 200
    )
    read_waiting()
    ((file,),) = [
        line["files"] for line in ask(site, "look/", {"token": token}).json()["lines"] if "files" in line
    ]

    answer = ask(site, "file/", {"token": token, "id": file["id"]})
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (file["name"], Attachment.objects.get().name) == ("script>.html",) * 2


def test_nobody_else_opens_or_sends_that_file(site: Site) -> None:
    token = begun(site)["token"]
    named = attach(site, token, "mine.txt", b"mine").json()["file"]
    ask(site, "say/", {"key": "with-a-file", "text": "", "files": [named], "token": token})
    other = begun(site, text="Another matter")["token"]
    read_waiting()

    refused = ask(site, "say/", {"key": "with-a-file", "text": "", "files": [named], "token": other})
    assert (refused.status_code, refused.json()["refused"]) == (422, "Invalid")
    for who in (other, "", "guessed"):
        assert ask(site, "file/", {"token": who, "id": Attachment.objects.get().pk}).status_code == 404
    assert attach(site, "guessed", "a.txt", b"a").status_code == 404


def test_what_is_too_large_is_refused_before_it_is_taken_apart(site: Site) -> None:
    token = begun(site)["token"]
    refused = Client().generic(
        "POST", f"/chat/{site.key}/attach/", b"--x", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=100 * 2**20,
    )  # fmt: skip
    assert (refused.status_code, refused.json()["says"]) == (413, "A file can have 10 MB at most.")

    forged = ["signed-by-nobody"] * 3
    assert (
        ask(site, "say/", {"key": "some-key-1", "text": "", "files": forged, "token": token}).status_code
        == 422
    )
    assert (
        ask(site, "say/", {"key": "some-key-1", "text": "", "files": ["x"] * 11, "token": token}).status_code
        == 409
    )


def test_a_token_that_could_be_guessed_or_is_anothers_opens_nothing(site: Site) -> None:
    for weak in ("a", "1" * 42, "ä" * 43, "x" * 65):
        answer = ask(site, "begin/", {"key": "first-words", "text": "Hello", "token": weak})
        assert (answer.status_code, answer.json()["refused"]) == (422, "Invalid")
    assert not Visitor.objects.exists()
    handle_of = begun(site)
    assert ask(site, "look/", {"token": handle_of["chat"]}).status_code == 404
    assert ask(site, "look/", {"token": Visitor.objects.get().handle}).status_code == 404
    assert ask(site, "look/", {"token": Visitor.objects.get().token}).status_code == 404


def test_a_beginning_whose_answer_was_lost_is_one_visitor_and_one_chat(site: Site) -> None:
    token = "a" * 64
    for _ in range(3):
        assert begun(site, token=token)["token"] == token

    assert (Visitor.objects.count(), Chat.objects.count()) == (1, 1)


def test_more_words_than_the_pace_allows_are_refused_in_words_and_the_desk_stays_well(
    site: Site, client: Client
) -> None:
    token = begun(site)["token"]
    answers = [ask(site, "say/", {"key": f"message-{n}", "text": "!", "token": token}) for n in range(400)]
    said = [one for one in answers if one.status_code == 200]

    assert {one.status_code for one in answers} == {200, 429}
    assert 0 < len(said) <= 30
    assert answers[-1].json()["says"] == "That is too fast. Wait a minute and go on."
    read_waiting()
    assert Message.objects.count() == len(said) + 1
    assert client.get("/sign-in/").status_code == 200


def test_from_one_place_only_so_many_begin(site: Site) -> None:
    answers = [ask(site, "begin/", {"key": "first-words", "text": "Hello"}) for _ in range(40)]

    assert {one.status_code for one in answers} == {200, 429}
    assert Visitor.objects.count() <= 12


def _solved(puzzle: dict[str, Any]) -> str:
    return next(str(n) for n in count() if is_solved(puzzle["stamp"], str(n), puzzle["bits"]))


def test_a_site_may_ask_for_a_task_before_the_first_word(site: Site) -> None:
    change_site(site, puzzle=8, by=SYSTEM)
    puzzle = ask(site, "").json()["puzzle"]
    right = {"stamp": puzzle["stamp"], "number": _solved(puzzle)}
    wrong = next(str(n) for n in count() if not is_solved(puzzle["stamp"], str(n), 8))
    for given in ({}, right | {"number": wrong}, right | {"stamp": "forged"}, right | {"number": "x"}):
        refused = ask(site, "begin/", {"key": "first-words", "text": "Hello", **given})
        assert (refused.status_code, refused.json()["refused"]) == (409, "NotSolved")
    assert not Visitor.objects.exists()

    begun(site, **right)
    again = ask(site, "begin/", {"key": "first-words", "text": "Hello", **right})
    assert again.json()["refused"] == "NotSolved"


def test_a_task_of_another_site_does_not_do(site: Site) -> None:
    change_site(site, puzzle=4, by=SYSTEM)
    other = Site(key="another", puzzle=4)
    puzzle = new_puzzle(other)
    assert puzzle
    refused = ask(
        site,
        "begin/",
        {"key": "first-words", "text": "Hi", "stamp": puzzle["stamp"], "number": _solved(puzzle)},
    )
    assert refused.json()["refused"] == "NotSolved"


def test_a_task_is_the_hash_it_says() -> None:
    number = _solved({"stamp": "x", "bits": 8})
    assert hashlib.sha256(f"x:{number}".encode()).digest()[0] == 0


def test_a_question_that_must_be_answered_is(site: Site) -> None:
    asked = {"name": "size", "label": {"en": "Size"}, "options": ["S", "M"], "required": True}
    change_site(site, questions=[asked], by=SYSTEM)
    for answers in ({}, {"size": "XXL"}, ["S"], {"size": 7}):
        refused = ask(site, "begin/", {"key": "first-words", "text": "Hello", "answers": answers})
        assert (refused.status_code, refused.json()["refused"]) == (409, "Unanswered")
    begun(site, answers={"size": "M", "other": SCRIPT})

    assert Visitor.objects.get().answers == {"size": "M"}


def test_where_a_visitor_is_and_what_brought_them_is_kept_only_if_they_agree(site: Site) -> None:
    where = {
        "page": "https://shop.example/blue",
        "referrer": "https://search.example/",
        "campaign": "utm_source=news",
    }
    begun(site, **where)
    silent = Visitor.objects.get()
    begun(site, **where, agreed=True)
    agreed = Visitor.objects.latest("pk")

    assert (silent.page, silent.referrer, silent.campaign, silent.agreed_at) == ("", "", "", None)
    assert (agreed.page, agreed.campaign) == (where["page"], where["campaign"])
    PACES.forget()
