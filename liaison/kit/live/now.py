"""The hub of this process, for pages that want to say up to where they know the news."""

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup


class _Positioned(Protocol):
    @property
    def position(self) -> int | None: ...


_hubs: list[_Positioned] = []


def use(hub: _Positioned) -> None:
    """Have `position` ask this hub from now on."""
    _hubs[:] = [hub]


def position() -> int | None:
    """Return the number up to which this process knows the news; None where no hub runs.

    To be asked before the page reads anything: then whatever the page does not show yet is told afterwards.
    """
    return _hubs[0].position if _hubs else None


def begin(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Have each request remember the position it began with (a middleware)."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.live_seq = position()  # type: ignore[attr-defined]
        return get_response(request)

    return answer


@pass_context
def live(context: Context, *topics: str) -> Markup:
    """Return the attributes of an element which wants to hear `news` of these topics, as a Jinja2 global.

    <section {{ live("ticket:812") }} hx-get="…" hx-trigger="news">
    """
    seq = context.get("live_seq", getattr(context.get("request"), "live_seq", None))
    known = Markup(' data-live-seq="{}"').format(seq) if seq is not None else Markup("")
    return Markup('data-live-topic="{}"{}').format(" ".join(topics), known)
