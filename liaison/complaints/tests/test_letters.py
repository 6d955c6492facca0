"""The final letter is drafted from the file, in the customer's language, and names the next instance."""

import pytest
from django.conf import settings
from django.utils import translation

from liaison.complaints import letters
from liaison.complaints.models import Complaint, Instance
from liaison.complaints.tests.stage import complain
from liaison.tickets.tests.asking import done
from tests.cast import Cast

pytestmark = pytest.mark.django_db

UPHELD = {
    "en": "We uphold your complaint.",
    "fr": "Nous faisons droit à votre réclamation.",
    "ru": "Мы признаём вашу жалобу обоснованной.",
    "lt": "Jūsų skundą tenkiname.",
    "et": "Rahuldame teie kaebuse.",
    "vi": "Chúng tôi chấp nhận khiếu nại của quý khách.",
}


def _decided(cast: Cast, language: str) -> Complaint:
    one = complain(cast, wish="My money back.", amount="12.50", currency="EUR")
    done("customers.edit", cast.ada, customer=one.customer_id, language=language)
    done(
        "complaints.add_evidence",
        cast.ana,
        complaint=one.pk,
        side="customer",
        words="The label of the parcel",
    )
    offer = done("complaints.make_offer", cast.ana, complaint=one.pk, text="A voucher")["offer"]
    done("complaints.answer_offer", cast.ana, offer=offer, accepted=True)
    done("complaints.make_offer", cast.ana, complaint=one.pk, text="Something else")
    done(
        "complaints.decide", cast.ana, complaint=one.pk, outcome="upheld", reasons="The carrier lost it.",
        cause="partner", cause_words="The depot burned down", remedy="We send it again.",
    )  # fmt: skip
    return Complaint.objects.get(pk=one.pk)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_it_is_in_the_customers_language_whoever_reads(cast: Cast, language: str) -> None:
    one = _decided(cast, language)
    instance = Instance.objects.create(
        name="Ombudsman", where="ombudsman", within=6, reach="ombudsman.example"
    )
    with translation.override("fr" if language != "fr" else "en"):
        text = letters.final(one, by="Ana", instance=instance)

    for said in (
        UPHELD[language], "Mira Kask", str(one.number), one.claim, "My money back.", "The label of the parcel",
        "The carrier lost it.", "We send it again.", "A voucher", "Ombudsman", "ombudsman.example", "6", "Northwind",
    ):  # fmt: skip
        assert said in text, said
    for unsaid in ("The depot burned down", "Something else", "%("):
        assert unsaid not in text


def test_without_an_instance_it_says_where_one_can_turn_all_the_same(cast: Cast) -> None:
    assert "go to court" in letters.final(_decided(cast, "en"), by="Ana", instance=None)


def test_the_kind_names_the_instance_of_its_letters(cast: Cast) -> None:
    from liaison.complaints.tests.stage import by

    one = _decided(cast, "en")
    known = done("complaints.define_instance", cast.ada, called="Disputes Board", where="ombudsman")[
        "instance"
    ]
    terms = {"called": "Service", "acknowledge": 5, "answer": 30, "instance": known}
    done("complaints.define_kind", cast.ada, kind=one.kind_id, **terms)

    page = by(cast.ana).get(f"/complaints/{one.number}/letter/").content.decode()
    assert "you can turn to Disputes Board." in page
    done("complaints.send_letter", cast.ana, complaint=one.pk, text="Dear Mira", instance=known)
    assert one.letters.get().instance_id == known
