"""Who has a site open, as the team sees it, and inviting one of them to chat."""

from datetime import timedelta

import pytest

from liaison.authority.actions import perform
from liaison.authority.words import Done, Refused
from liaison.channels.actions import read_waiting
from liaison.channels.chat import actions, queries
from liaison.channels.chat.actions import admit, begin, change_site, come, open_site, passes, still_there
from liaison.channels.chat.commands import InviteVisitor, TakeChats
from liaison.channels.chat.models import Chat, Site, Visit
from liaison.channels.chat.watch import look
from liaison.channels.chat.words import Introduction, Proof, Standing
from liaison.customers.actions import meet
from liaison.journal.models import Entry
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.errors import NotFound
from liaison.routing.actions import attend
from tests.cast import Cast

pytestmark = pytest.mark.django_db

WHERE = Introduction(language="fr", page="https://shop.example/cart", campaign="utm_source=mail", agreed=True)


def here(site: Site, said: Introduction = WHERE, **more: object) -> Visit:
    visit, _ = come(site, said, token="", **more)  # type: ignore[arg-type]
    passes({visit.pk}, set(), process="one")
    visit.refresh_from_db()
    return visit


def seen_by(member: Actor) -> list[Visit]:
    found, many = queries.onlookers(queries.watched_sites(for_=member))
    assert many == len(found)
    return [one.visit for one in found]


def test_whoever_opens_a_page_is_seen_until_they_leave(site: Site, cast: Cast) -> None:
    visit, _ = come(site, WHERE, token="")
    assert seen_by(cast.bo) == []  # Their line does not stand yet.
    passes({visit.pk}, set(), process="one")
    assert seen_by(cast.bo) == [visit]

    passes(set(), {visit.pk}, process="one")

    assert seen_by(cast.bo) == []


def test_without_their_consent_neither_page_nor_campaign_is_kept(site: Site) -> None:
    shy = here(
        site, Introduction(language="fr", page="https://shop.example/cart", campaign="utm_source=mail")
    )

    assert (shy.page, shy.campaign, shy.language) == ("", "", "fr")
    assert (here(site).page, here(site).campaign) == ("https://shop.example/cart", "utm_source=mail")


def test_another_department_does_not_see_them(site: Site, cast: Cast) -> None:
    visit = here(site)

    assert seen_by(cast.cleo) == []
    with pytest.raises(NotFound):
        perform(InviteVisitor(visit=visit.pk), by=cast.cleo)
    visit.refresh_from_db()
    assert visit.invited_by is None


def test_a_site_that_is_not_watched_shows_nobody(site: Site, cast: Cast) -> None:
    here(site)
    change_site(site, watched=False, by=SYSTEM)

    assert seen_by(cast.bo) == []


def test_whoever_went_on_to_a_page_at_another_process_has_not_gone(site: Site, cast: Cast) -> None:
    visit = here(site)
    passes({visit.pk}, set(), process="two")
    passes(set(), {visit.pk}, process="one")

    assert seen_by(cast.bo) == [visit]


def test_whoever_goes_from_page_to_page_has_been_there_since_the_first(site: Site) -> None:
    visit, token = come(site, WHERE, token="")
    passes({visit.pk}, set(), process="one")
    passes(set(), {visit.pk}, process="one")

    again, same = come(site, WHERE, token=token)

    assert (again.pk, again.since, same) == (visit.pk, visit.since, token)
    assert again.left_at is None


def test_a_token_of_another_site_is_nothing_here(site: Site, cast: Cast) -> None:
    other = open_site("south.example", department=cast.service, by=SYSTEM)
    visit, token = come(other, WHERE, token="")

    assert come(site, WHERE, token=token)[0].pk != visit.pk


def test_those_not_heard_of_for_minutes_are_forgotten(site: Site, cast: Cast) -> None:
    gone, stays, left = here(site), here(site), here(site)
    Visit.objects.filter(pk__in=[gone.pk, stays.pk]).update(seen_at=now() - timedelta(minutes=3))
    Visit.objects.filter(pk=left.pk).update(left_at=now() - timedelta(minutes=2))
    assert seen_by(cast.bo) == []

    still_there({stays.pk})

    assert seen_by(cast.bo) == [stays]
    assert list(Visit.objects.all()) == [stays]


def test_a_signed_in_customer_is_known_and_one_who_only_says_so_is_not(site: Site, cast: Cast) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    said = Introduction(name="Mira Kask", address="mira@example.com")
    told, _ = admit(site, said)
    told.customer = mira
    told.save()
    proved, _ = admit(site, Introduction(), proof=Proof(subject="7", address="mira@example.com"))

    assert here(site, proved="mira@example.com").customer == mira
    assert here(site, proved="nobody@example.com").customer is None
    assert here(site, visitor=proved).customer == mira
    assert here(site, visitor=told).customer is None


def invited(site: Site, cast: Cast, words: str = "") -> Visit:
    visit = here(site)
    assert isinstance(perform(InviteVisitor(visit=visit.pk, words=words), by=cast.bo), Done)
    visit.refresh_from_db()
    return visit


def test_an_invitation_is_in_the_visitors_language_and_in_the_journal(site: Site, cast: Cast) -> None:
    visit = invited(site, cast)

    assert (visit.words, visit.invited_by) == ("Puis-je vous aider ?", cast.bo)
    entry = Entry.objects.get(kind="chat.visitor_invited")
    assert (entry.by, entry.facts["site_id"], entry.facts["customer_id"]) == (cast.bo.ref, site.pk, None)
    assert invited(site, cast, "The blue one is back.").words == "The blue one is back."


def test_an_invited_customer_has_it_in_their_file(site: Site, cast: Cast) -> None:
    mira = meet("email", "mira@example.com", name="Mira Kask")
    visit = here(site, proved="mira@example.com")
    perform(InviteVisitor(visit=visit.pk), by=cast.bo)

    entry = Entry.objects.get(kind="chat.visitor_invited")
    assert f"customer:{mira.pk}" in entry.about.values_list("ref", flat=True)


def refusal(visit: Visit, by: Actor) -> str:
    outcome = perform(InviteVisitor(visit=visit.pk), by=by)
    assert isinstance(outcome, Refused)
    return outcome.name


def test_whoever_was_invited_said_no_talks_or_left_is_not_invited(site: Site, cast: Cast) -> None:
    visit = invited(site, cast)
    assert refusal(visit, cast.ana) == "InvitedAlready"
    actions.decline(visit)
    assert refusal(visit, cast.ana) == "InvitedAlready"

    visitor, _ = admit(site, Introduction(name="Jonas"))
    begin(visitor, key="first-words", text="Hello")
    read_waiting()
    assert refusal(here(site, visitor=visitor), cast.bo) == "TalksAlready"

    gone = here(site)
    passes(set(), {gone.pk}, process="one")
    assert refusal(gone, cast.bo) == "VisitorGone"


def test_an_invitation_that_nobody_took_up_may_be_made_anew_by_another(site: Site, cast: Cast) -> None:
    visit = invited(site, cast)
    Visit.objects.filter(pk=visit.pk).update(invited_at=now() - timedelta(minutes=11))

    assert isinstance(perform(InviteVisitor(visit=visit.pk), by=cast.ana), Done)


def taken_up(visit: Visit) -> Chat:
    visitor, _ = admit(visit.site, Introduction(name="Mira Kask"))
    chat = begin(visitor, key="first-words", text="Yes, please.")
    actions.speaks_at(visit, chat)
    read_waiting()
    look()
    chat.refresh_from_db()
    return chat


def test_whoever_takes_an_invitation_up_comes_to_who_invited_them(site: Site, cast: Cast) -> None:
    perform(TakeChats(on=True), by=cast.ana)  # It does not ring at colleagues' desks.
    visit = invited(site, cast)
    attend({cast.bo.pk})

    chat = taken_up(visit)

    assert (chat.standing, chat.member) == (Standing.ANSWERED, cast.bo)
    assert chat.ticket
    assert chat.ticket.assignee_id == cast.bo.pk
    assert Entry.objects.filter(kind="chat.invitation_taken").count() == 1
    assert not Entry.objects.filter(kind="routing.offered").exists()
    [one], _ = queries.onlookers([site])
    assert one.chat == chat
    visit.refresh_from_db()
    assert not queries.is_invited(visit)


def test_if_who_invited_them_has_gone_it_rings_as_every_chat(site: Site, cast: Cast) -> None:
    perform(TakeChats(on=True), by=cast.ana)

    chat = taken_up(invited(site, cast))

    assert chat.standing == Standing.WAITING
    assert Entry.objects.get(kind="routing.offered").facts["member_id"] == cast.ana.pk


def test_whoever_declined_and_speaks_later_by_themselves_rings_as_every_chat(site: Site, cast: Cast) -> None:
    attend({cast.bo.pk})
    visit = invited(site, cast)
    actions.decline(visit)

    assert taken_up(visit).standing == Standing.WAITING
