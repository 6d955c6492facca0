"""The demo company: it comes whole, looks alive, and goes without a trace."""

from datetime import timedelta

import pytest
from django.db.models import Count

from liaison.authority.models import Approval
from liaison.channels.models import Parcel
from liaison.config.demo import loading, removing
from liaison.config.demo.models import Made
from liaison.customers.models import Customer
from liaison.kit import clock
from liaison.team.models import Brand, Department, Member
from liaison.tickets.models import Attachment, Contact, Dispatch, Message, Ticket
from tests.cast import Cast, ticket


def test_the_company_looks_alive(cast: Cast) -> None:
    loaded, at = loading.load(), clock.now()
    assert loaded.tickets >= 140
    assert loaded.customers >= 50
    languages = set(Message.objects.filter(direction="in").values_list("language", flat=True))
    assert {"en", "fr", "ru", "lt", "et", "vi"} <= languages
    by_status = dict(Ticket.objects.values_list("status").annotate(Count("pk")))
    assert by_status["open"] >= 15
    assert by_status["resolved"] >= 60
    assert by_status["waiting_customer"] >= 10
    assert at - timedelta(days=36) < Ticket.objects.earliest("created_at").created_at
    assert not Message.objects.filter(at__gt=at).exists()
    assert Approval.objects.filter(state="waiting", command="tickets.reply").exists()
    assert Message.objects.filter(state="bounced").count() == 1
    assert Parcel.objects.filter(state="unreadable").count() == 1
    assert set(Attachment.objects.values_list("type", flat=True)) >= {"image/png", "application/pdf"}
    answers = Message.objects.filter(direction="in", subject__startswith="Re:")
    assert answers.exists()
    assert not Ticket.objects.filter(pk__in=answers.values("ticket"), messages_count=1).exists()
    assert not Dispatch.objects.filter(done_at=None).exists(), "mail would leave"
    with pytest.raises(ValueError, match="already"):
        loading.load()


def test_it_goes_and_leaves_what_is_real(cast: Cast) -> None:
    one, two = ticket(cast), ticket(cast)
    rooms = (Ticket, Message, Contact, Customer, Member, Brand, Parcel)
    before = [set(room.objects.values_list("pk", flat=True)) for room in rooms]
    loading.load()
    advice = Department.objects.get(name="Outdoor advice")
    Ticket.objects.filter(pk=one.pk).update(department=advice)
    assert removing.remove() == ["Outdoor advice", "Havn Outdoor"]
    Brand.objects.get(name="Havn Outdoor")
    after = [set(room.objects.values_list("pk", flat=True)) for room in rooms]
    assert after[:5] == before[:5]
    assert set(Department.objects.values_list("name", flat=True)) == {"Service", "Billing", "Outdoor advice"}
    assert not Made.objects.exists()
    assert {one.pk, two.pk} == after[0]
