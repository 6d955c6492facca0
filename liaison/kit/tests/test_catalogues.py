"""Catalogues: what a room says is gathered, translations survive an update, flaws are named."""

from pathlib import Path

import pytest

from liaison.kit import catalogues

PYTHON = '''
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
from liaison.kit.errors import Refusal

TITLE = _("Inbox")
MANY = ngettext("%(count)d ticket", "%(count)d tickets", 2)
STATE = pgettext("state of a ticket", "Open")


class NotOpen(Refusal):
    """This ticket is
    not open.

    Longer words for developers.
    """


class Unrelated:
    """This is nobody's sentence."""
'''
PAGE = """{% trans name=person %}
  Written by
  %(name)s
{% endtrans %}{{ _("Send %(what)s", what=thing) }}"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "liaison" / "tickets"
    (made / "templates" / "tickets").mkdir(parents=True)
    (made / "tests").mkdir()
    (made / "__init__.py").touch()
    (made / "words.py").write_text(PYTHON)
    (made / "tests" / "test_it.py").write_text('_("Only a test says this")')
    (made / "templates" / "tickets" / "page.html").write_text(PAGE.replace("%(name)s", "{{ name }}"))
    monkeypatch.setattr(catalogues, "LIAISON", tmp_path / "liaison")
    return made


def test_a_room_says_what_its_modules_templates_and_refusals_say(room: Path) -> None:
    said = {message.id for message in catalogues.sentences(room) if message.id}
    assert said == {
        "Inbox",
        ("%(count)d ticket", "%(count)d tickets"),
        "Open",
        "This ticket is not open.",
        "Written by %(name)s",
        "Send %(what)s",
    }


def test_an_update_keeps_translations_and_drops_what_is_no_longer_said(room: Path) -> None:
    catalogues.fill(room, {"Inbox": {"fr": "Boîte de réception"}, "state of a ticket|Open": {"fr": "Ouvert"}})
    (room / "words.py").write_text(PYTHON.replace('_("Inbox")', '_("Outbox")'))
    catalogues.update(room)
    french = catalogues.catalogue_path(room, "fr").read_text()
    assert "Boîte" not in french
    assert "Outbox" in french
    assert 'msgstr "Ouvert"' in french


def test_a_table_that_translates_an_unsaid_sentence_is_told(room: Path) -> None:
    assert catalogues.fill(room, {"Nobody says this": {"fr": "Personne"}}) == ["Nobody says this"]


def test_missing_translations_and_lost_placeholders_are_flaws(room: Path) -> None:
    catalogues.fill(
        room,
        {
            "Send %(what)s": {"fr": "Envoyer", "et": "Saada %(what)s"},
            "%(count)d ticket": {"ru": ["%(count)d обращение", "%(count)d обращения", "%(count)d обращений"]},
        },
    )
    flaws = {(flaw.catalogue.parts[-3], flaw.sentence): flaw.why for flaw in catalogues.check(room)}
    assert flaws["fr", "Send %(what)s"] == "other placeholders than the English sentence"
    assert flaws["fr", "Inbox"] == "not translated"
    assert ("et", "Send %(what)s") not in flaws
    assert ("ru", "%(count)d ticket") not in flaws


def test_a_room_without_an_update_lacks_every_sentence(room: Path) -> None:
    assert {flaw.why for flaw in catalogues.check(room)} == {"not in the catalogue"}


def test_two_rooms_that_differ_on_one_sentence_disagree(room: Path) -> None:
    other = room.parent / "customers"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "words.py").write_text('T = _("Inbox")')
    catalogues.fill(room, {"Inbox": {"fr": "Boîte de réception"}})
    catalogues.fill(other, {"Inbox": {"fr": "Courrier"}})
    assert [(flaw.sentence, flaw.catalogue.parts[-3]) for flaw in catalogues.disagreements()] == [
        ("Inbox", "fr")
    ]


def test_compiling_writes_only_what_is_newer(room: Path) -> None:
    catalogues.fill(room, {"Inbox": {"fr": "Boîte de réception"}})
    assert catalogues.compile_all() == len(catalogues.LANGUAGES)
    assert catalogues.catalogue_path(room, "fr").with_suffix(".mo").stat().st_size > 28
    assert catalogues.compile_all() == 0
