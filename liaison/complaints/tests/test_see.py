"""Who sees a complaint: those of its department, but nobody whom it is about, wherever they look."""

import pytest
from django.test import Client

from liaison.api.tests.asking import Program
from liaison.authority.actions import grant, perform
from liaison.authority.commands import DefineRole
from liaison.authority.models import Decision, Role
from liaison.authority.queries import Sought, decisions, find_approval
from liaison.authority.words import Waiting
from liaison.complaints import queries
from liaison.complaints.commands import Decide
from liaison.complaints.models import Complaint
from liaison.complaints.tests.stage import by, complain
from liaison.journal.actions.sealing import seal
from liaison.journal.queries import known_to, since
from liaison.journal.registry import SIGHTS
from liaison.kit.actor import SYSTEM
from liaison.kit.errors import NotFound
from liaison.team.models import Member
from liaison.tickets.tests.asking import ask, done, refused
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def about_ana(cast: Cast) -> Complaint:
    """Ana supervises where it lies, and it is about her."""
    return complain(cast, concerns=[cast.ana.pk])


def _sees(client: Client, one: Complaint) -> set[str]:
    """The places in which a complaint is found."""
    number = one.ticket.number if one.ticket else 0
    places = {
        "list": "/complaints/?queue=all",
        "search": "/complaints/?queue=all&q=parcel",
        "page": f"/complaints/{one.number}/",
        "letter": f"/complaints/{one.number}/letter/",
        "ticket": f"/tickets/{number}/",
        "side": f"/tickets/{number}/?part=side",
        "timeline": f"/tickets/{number}/?part=timeline",
    }
    found = set()
    for place, path in places.items():
        answer = client.get(path)
        if answer.status_code in (200, 302) and (
            place == "letter" or f'href="/complaints/{one.number}/"' in answer.content.decode()
        ):
            found.add(place)
        if place == "page" and answer.status_code == 200:
            found.add(place)
    register = client.post("/complaints/register/", {"queue": "all"})
    if register.streaming and b"My parcel" in b"".join(register):
        found.add("register")
    return found


def test_whom_it_is_about_finds_it_nowhere(cast: Cast, about_ana: Complaint) -> None:
    assert _sees(by(cast.ana), about_ana) == set()


def test_others_of_the_department_find_it(cast: Cast, about_ana: Complaint) -> None:
    assert _sees(by(cast.bo), about_ana) == {"list", "search", "page", "letter", "ticket", "side"}


def test_another_department_does_not(cast: Cast, about_ana: Complaint) -> None:
    assert _sees(by(cast.cleo), about_ana) == set()


def test_not_even_an_administrator_finds_what_is_about_them(cast: Cast) -> None:
    one = complain(cast, concerns=[cast.ada.pk])

    assert _sees(by(cast.ada), one) == set()
    with pytest.raises(NotFound):
        queries.find(one.pk, for_=cast.ada)


def test_the_api_does_not_know_it_either(cast: Cast, about_ana: Complaint) -> None:
    ana, bo = Program(cast.ana), Program(cast.bo)

    assert [one["id"] for one in bo.get("/complaints").json()["items"]] == [about_ana.pk]
    assert bo.get(f"/complaints/{about_ana.pk}").json()["claim"] == about_ana.claim
    assert ana.get("/complaints").json()["items"] == []
    assert ana.get("/complaints", q="parcel", queue="open").json()["items"] == []
    assert ana.get(f"/complaints/{about_ana.pk}").status_code == 404
    assert ana.post("/commands/complaints.take", {"complaint": about_ana.pk}).status_code == 404


def test_without_the_scope_the_api_tells_nothing(cast: Cast, about_ana: Complaint) -> None:
    assert Program(cast.bo, "tickets").get("/complaints").status_code == 403
    assert Program(cast.bo, "complaints").get("/complaints").status_code == 200


@pytest.mark.parametrize("noun", ["complaint", "matter"])
def test_its_news_is_known_by_those_alone_who_find_it(cast: Cast, about_ana: Complaint, noun: str) -> None:
    id_ = about_ana.pk if noun == "complaint" else about_ana.ticket_id
    seen = {who.name: SIGHTS[noun]({id_}, who) for who in (cast.bo, cast.ana, cast.cleo)}

    assert seen == {"Bo": {id_}, "Ana": set(), "Cleo": set()}


def test_the_journal_tells_them_nothing(cast: Cast, about_ana: Complaint) -> None:
    done("complaints.state_position", cast.bo, complaint=about_ana.pk, text="She was polite.")
    seal()
    kinds = {
        who.name: {one.kind for one in known_to(who, among=since(0, limit=500)) if "complaint" in one.kind}
        for who in (cast.bo, cast.ana)
    }
    expected = {"complaints.opened", "complaints.concerned", "complaints.position_stated"}
    assert kinds == {"Bo": expected, "Ana": set()}


def test_no_event_stands_in_the_timeline_of_its_ticket(cast: Cast, about_ana: Complaint) -> None:
    from liaison.tickets.history import Done, timeline

    assert about_ana.ticket
    told = [item.kind for item in timeline(about_ana.ticket).items if isinstance(item, Done)]
    assert [kind for kind in told if kind.startswith("complaints")] == []


def test_what_was_decided_about_it_is_kept_from_them(cast: Cast, about_ana: Complaint) -> None:
    _let_decide_after_release(cast.bo, cast)
    outcome = perform(Decide(complaint=about_ana.pk, outcome="upheld", reasons="It was."), by=cast.bo)  # type: ignore[arg-type]
    assert isinstance(outcome, Waiting)

    assert Decision.objects.filter(refs__contains=[about_ana.ref]).exists()
    rows = decisions(Sought(), for_=cast.ana).rows
    assert [one for one in rows if about_ana.ref in one.refs] == []
    with pytest.raises(NotFound):
        find_approval(outcome.approval, for_=cast.ana)
    assert find_approval(outcome.approval, for_=cast.ada).pk == outcome.approval


def _let_decide_after_release(member: Member, cast: Cast) -> None:
    permissions = {"complaints.decide": "approve", "complaints.see": "allow"}
    perform(DefineRole(title="Careful", permissions=permissions), by=cast.ada)  # type: ignore[arg-type]
    grant(Role.objects.get(name="Careful"), to=member.ref, department=cast.service.pk, by=SYSTEM)


def test_whoever_may_read_it_tells_their_side_and_does_nothing_else(cast: Cast, about_ana: Complaint) -> None:
    officer = cast.ada
    done("complaints.concern", officer, complaint=about_ana.pk, member=cast.ana.pk, sees=True)

    assert "page" in _sees(by(cast.ana), about_ana)
    done(
        "complaints.state_position", cast.ana, complaint=about_ana.pk, text="I had told him.", side="company"
    )
    same = {"complaint": about_ana.pk}
    for name, more in (
        ("complaints.state_position", {"text": "He lies.", "side": "customer"}),
        ("complaints.take", {}),
        ("complaints.decide", {"outcome": "not_upheld", "reasons": "No."}),
        ("complaints.concern", {"member": cast.bo.pk}),
        ("complaints.unconcern", {"member": cast.ana.pk}),
        ("complaints.acknowledge", {"told": "By phone."}),
        ("complaints.escalate_outside", {"where": "court", "body": "Court", "begun": "2026-01-01"}),
    ):
        assert refused(name, cast.ana, **same, **more) == "ConcernsYou", name


def test_a_stranger_changes_nothing(cast: Cast, about_ana: Complaint) -> None:
    for who in (cast.ana, cast.cleo):
        for name, more in (
            ("complaints.state_position", {"text": "No."}),
            ("complaints.decide", {"outcome": "not_upheld", "reasons": "No."}),
            ("complaints.unconcern", {"member": cast.ana.pk}),
        ):
            with pytest.raises(NotFound):
                ask(name, who, complaint=about_ana.pk, **more)
    assert about_ana.positions.count() == 0
    assert about_ana.concerns.count() == 1


def test_a_representative_opens_one_and_decides_none(cast: Cast) -> None:
    one = complain(cast)
    assert (
        refused("complaints.decide", cast.bo, complaint=one.pk, outcome="upheld", reasons="Yes.")
        == "NotAllowed"
    )
    assert refused("complaints.take", cast.bo, complaint=one.pk) == "NotAllowed"
