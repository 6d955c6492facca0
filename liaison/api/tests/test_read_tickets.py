"""Reading tickets, messages and files."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT

from liaison.api.tests.asking import PROBLEM, Program
from liaison.files.queries import path_of, read
from liaison.tickets.models import Attachment, Message
from liaison.tickets.words import Enclosed
from tests.cast import JONAS, Cast, ticket

pytestmark = pytest.mark.django_db


def test_tickets_are_listed_the_last_moved_first(cast: Cast) -> None:
    first, second = ticket(cast), ticket(cast, sender=JONAS)
    said = Program(cast.bo).get("/tickets").json()
    assert ([t["id"] for t in said["items"]], said["next"]) == ([second.pk, first.pk], None)


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast) -> None:
    made = [ticket(cast).pk for _ in range(5)]
    bo, seen, cursor = Program(cast.bo), [], ""
    while cursor is not None:
        said = bo.get("/tickets", limit=2, cursor=cursor).json()
        seen += [t["id"] for t in said["items"]]
        cursor = said["next"]
    assert seen == made[::-1]


def test_a_cursor_of_another_list_is_refused(cast: Cast) -> None:
    for _ in range(2):
        ticket(cast)
    bo = Program(cast.bo)
    cursor = bo.get("/tickets", limit=1).json()["next"]
    for query in ({"cursor": cursor, "queue": "open"}, {"cursor": cursor[:-2]}, {"cursor": "é"}):
        answer = bo.get("/tickets", **query)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


@pytest.mark.parametrize(
    ("query", "found"),
    [({"queue": "open"}, 1), ({"queue": "closed"}, 0), ({"tag": "vip"}, 0), ({"department": "999"}, 0)],
)
def test_a_filter_narrows_the_list(cast: Cast, query: dict[str, str], found: int) -> None:
    ticket(cast)
    assert len(Program(cast.bo).get("/tickets", **query).json()["items"]) == found


def test_queues_are_counted(cast: Cast) -> None:
    ticket(cast)
    said = {q["key"]: q["count"] for q in Program(cast.bo).get("/queues").json()["items"]}
    assert (said["open"], said["unassigned"], said[f"department:{cast.service.pk}"]) == (1, 1, 1)
    assert Program(cast.cleo).get("/queues").json()["items"][0] == {"key": "open", "count": 0}


def test_a_wrong_filter_is_named(cast: Cast) -> None:
    answer = Program(cast.bo).get("/tickets", queue="gone", limit=0)
    assert answer.status_code == 422
    assert {w["field"] for w in answer.json()["errors"]} == {"queue", "limit"}


def test_words_which_the_database_could_not_hold_are_refused(cast: Cast) -> None:
    for path in ("/tickets", "/customers"):
        answer = Program(cast.bo).get(path, q="a\0b")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "q")


def test_a_ticket_is_told_with_all_its_fields(cast: Cast) -> None:
    one = ticket(cast)
    said = Program(cast.bo).get(f"/tickets/{one.pk}").json()
    assert (said["number"], said["status"], said["department"]) == (one.number, "open", cast.service.pk)
    assert said["preview"] == "My parcel has not come."


def test_to_a_stranger_nothing_of_it_exists(cast: Cast) -> None:
    one = _with_file(cast)
    cleo = Program(cast.cleo)
    message = Message.objects.get(ticket=one.ticket)
    paths = (
        f"/tickets/{message.ticket_id}",
        f"/tickets/{message.ticket_id}/messages",
        f"/messages/{message.pk}",
        f"/attachments/{Attachment.objects.get().pk}",
    )
    for path in paths:
        answer = cleo.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM), path
    assert cleo.get("/tickets").json()["items"] == []


def test_messages_come_newest_first_with_their_files(cast: Cast) -> None:
    message = _with_file(cast)
    bo = Program(cast.bo)
    bo.post("/commands/tickets.note", {"ticket": message.ticket_id, "text": "Look."})
    said = bo.get(f"/tickets/{message.ticket_id}/messages").json()["items"]
    assert [m["direction"] for m in said] == ["note", "in"]
    assert said[1]["attachments"][0]["name"] == "bill.pdf"
    assert bo.get(f"/messages/{message.pk}").json() == said[1]


def test_a_file_only_ever_leaves_as_a_download(cast: Cast) -> None:
    _with_file(cast)
    answer = Program(cast.bo).get(f"/attachments/{Attachment.objects.get().pk}")
    assert answer["X-Liaison-File"] == quote(str(path_of(Attachment.objects.get().blob_id)))
    assert answer["Content-Disposition"] == 'attachment; filename="bill.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "sandbox")


def test_an_uploaded_file_is_kept(cast: Cast) -> None:
    file = SimpleUploadedFile("plan.txt", b"at noon", "text/plain")
    answer = Program(cast.bo).post("/attachments", data={"file": file}, content_type=MULTIPART_CONTENT)
    said = answer.json()
    assert (answer.status_code, said["name"], said["size"]) == (201, "plan.txt", 7)
    assert read(said["sha256"]) == b"at noon"


def test_an_upload_without_a_file_is_told_what_is_missing(cast: Cast) -> None:
    bo = Program(cast.bo)
    assert bo.post("/attachments", {"file": "x"}).status_code == 415
    answer = bo.post("/attachments", data={"other": "x"}, content_type=MULTIPART_CONTENT)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")


def _with_file(cast: Cast) -> Message:
    from liaison.files.actions import keep

    enclosed = (Enclosed(keep(b"%PDF"), "bill.pdf", "application/pdf", 4),)
    return Message.objects.get(ticket=ticket(cast, enclosed=enclosed))
