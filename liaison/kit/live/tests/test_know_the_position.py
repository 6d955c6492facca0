"""A page says up to where it knows the news, so that whatever came later is told to it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from jinja2 import Environment

from liaison.kit.live import now


@pytest.fixture(autouse=True)
def hub(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    monkeypatch.setattr(now, "_hubs", [])
    running = SimpleNamespace(position=7)
    now.use(running)
    return running


def drawn(request: Any, template: str = '<p {{ live("ticket:1", "customer:2") }}>') -> str:
    jinja = Environment(autoescape=True)
    jinja.globals["live"] = now.live
    return jinja.from_string(template).render(request=request)


def test_an_element_says_the_position_at_which_its_request_began(hub: SimpleNamespace) -> None:
    def view(request: Any) -> HttpResponse:
        hub.position = 9  # Sealed while the page was reading: it may or may not be in the page.
        return HttpResponse(drawn(request))

    answer = now.begin(view)(RequestFactory().get("/"))
    assert answer.content == b'<p data-live-topic="ticket:1 customer:2" data-live-seq="7">'


def test_where_no_hub_runs_an_element_names_its_topics_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(now, "_hubs", [])
    answer = now.begin(lambda request: HttpResponse(drawn(request)))(RequestFactory().get("/"))
    assert answer.content == b'<p data-live-topic="ticket:1 customer:2">'


def test_a_topic_cannot_break_out_of_its_attribute() -> None:
    assert "<script>" not in drawn(None, """<p {{ live('"><script>') }}>""")
