"""Components: each is found by its name, shown on /ui, and writes what it is given safely."""

import re

import pytest
from django.template import engines
from django.test import Client
from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

from liaison.kit import catalogues, components
from liaison.kit.components import attributes, icon, macros


@pytest.fixture
def jinja() -> Environment:
    made: Environment = engines["jinja2"].env
    return made


def test_the_page_shows_every_component(jinja: Environment) -> None:
    page = (components.FOLDER.parent / "components.html").read_text()
    shelves = " ".join(re.findall(r'call shelf\("([^"]+)"\)', page)).split()
    known = [*jinja.globals["ui"].catalogue(), "icon"]
    assert sorted(shelves) == sorted(known)
    unused = [name for name in known if f"ui.{name}(" not in page and name not in {"icon", "menu_title"}]
    assert unused == []


def test_the_page_opens_without_anything_the_security_policy_forbids(client: Client) -> None:
    answer = client.get("/ui")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<[^>]+\son[a-z]+=|\shx-on", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_no_two_files_define_a_component_of_the_same_name(jinja: Environment) -> None:
    names = [name for path in components.FOLDER.glob("*.html") for name in macros(jinja, f"ui/{path.name}")]
    assert len(names) == len(set(names))


def test_an_unknown_component_is_named(jinja: Environment) -> None:
    with pytest.raises(AttributeError, match="no component named buton"):
        jinja.globals["ui"].buton  # noqa: B018


def test_what_people_wrote_is_never_markup(jinja: Environment) -> None:
    made = jinja.from_string("{{ ui.badge(word) }}{{ ui.button(word, title=word) }}{{ ui.said(word) }}")
    drawn = made.render(word='<b onclick="x">')
    assert "<b " not in drawn
    assert drawn.count("&lt;b onclick=&#34;x&#34;&gt;") == 4


def test_attributes_are_written_as_html_has_them() -> None:
    given = {"hx_get": "/a?b=1&c=2", "for_": "x", "disabled": True, "hidden": False, "id": None}
    assert attributes(given) == ' hx-get="/a?b=1&amp;c=2" for="x" disabled'


def test_an_icon_is_decoration_unless_it_has_words() -> None:
    assert 'aria-hidden="true"' in icon("mail")
    spoken = icon("mail", "E-mail")
    assert 'role="img" aria-label="E-mail"' in spoken
    assert "aria-hidden" not in spoken
    assert isinstance(spoken, Markup)


def test_only_icons_that_point_along_the_text_turn_with_it() -> None:
    assert "turns" in icon("arrow-left")
    assert "turns" not in icon("mail")


def test_a_theme_that_does_not_exist_is_not_believed(client: Client) -> None:
    client.cookies["liaison_theme"] = "dark"
    client.cookies["liaison_density"] = '"><script>'
    text = client.get("/ui").content.decode()
    assert '<html lang="en" dir="ltr" data-theme="dark" data-zone="UTC">' in text


def test_what_is_remembered_is_remembered_by_language(jinja: Environment) -> None:
    catalogues.compile_all()
    assert "assigned to Bo" in jinja.globals["ui"].assigned_to("Bo")
    with translation.override("fr"):
        assert "confié à Bo" in jinja.globals["ui"].assigned_to("Bo")
    assert "assigned to Bo" in jinja.globals["ui"].assigned_to("Bo")


def test_a_field_bears_whatever_attribute_it_is_given() -> None:
    """A call block inside a macro has keyword arguments of its own, which are none."""
    ui = engines["jinja2"].env.globals["ui"]  # type: ignore[attr-defined]

    assert 'autocomplete="email"' in ui.input("Address", "address", autocomplete="email")
    assert 'maxlength="5"' in ui.textarea("Words", "words", maxlength=5)
    assert "multiple" in ui.select("Choice", "choice", [("a", "A")], multiple=True)
