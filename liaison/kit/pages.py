"""Rendering: one Jinja2 environment for all HTML, whole pages and blocks of them."""

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from jinja2 import Environment
from jinja2_fragments import render_block
from markupsafe import Markup

from liaison.kit import components, frames, memory, navigation, pieces
from liaison.kit.csrf import csrf_token
from liaison.kit.live.now import live


def environment(**options: Any) -> Environment:
    """Make the environment which Django's Jinja2 backend uses."""
    made = Environment(**options)  # noqa: S701 (Django's backend passes autoescape=True)
    made.add_extension("jinja2.ext.i18n")
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals.update(dict.fromkeys(("_", "gettext"), words))
    made.policies["ext.i18n.trimmed"] = True
    made.globals.update(
        static=_static, url=_url, live=live, told=get_messages, ways=navigation.ways, kept=pieces.kept
    )
    components.install(made)
    return made


def show(request: HttpRequest, name: str, /, *, status: int = 200, **context: Any) -> HttpResponse:
    """Answer with the template, or with one block of it: `room/page.html` or `room/page.html#block`."""
    page, _, block = name.partition("#")
    context = {**context, "request": request, "csrf_token": csrf_token(request)}
    context["csrf_input"] = _input(context["csrf_token"])
    jinja: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    made = render_block(jinja, page, block, **context) if block else jinja.get_template(page).render(context)
    return HttpResponse(made, status=status)


def drawn(request: HttpRequest, name: str, /, **context: Any) -> Markup:
    """A template that is a part of a page, to stand in a place of a frame."""
    token = csrf_token(request)
    known = {**context, "request": request, "csrf_token": token, "csrf_input": _input(token)}
    jinja: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return Markup(jinja.get_template(name).render(known))  # noqa: S704 (ours, escaped as it was drawn)


def show_framed(
    request: HttpRequest, name: str, /, *, by: Hashable, places: Mapping[str, str], **context: Any
) -> HttpResponse:
    """Answer with a template that is the same for all who ask with the same `by`, but for some places of it.

    It is drawn once with the marks of its places in the context (`frames.mark`), and filled in for each who asks. by:
    whatever else the template shows; nothing of the request may, but the look that its browser chose, the token and
    the number of the news.
    """
    seq, token = getattr(request, "live_seq", None), csrf_token(request)
    looks = tuple(components.look(request, what) for what in components.LOOKS)

    def draw() -> str:
        marked = {"csrf_token": frames.mark("token"), "csrf_input": _input(frames.mark("token"))}
        if seq is not None:
            marked["live_seq"] = frames.mark("seq")
        return jinja.get_template(name).render({**context, **marked, "request": request})

    jinja: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    framed = frames.frame((name, *pieces.reader(), looks, seq is None, by), draw)
    return HttpResponse(framed.filled({**places, "token": token, "seq": str(seq)}))


def _input(token: str) -> Markup:
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token)


@lru_cache(maxsize=256)
def _static(path: str) -> str:
    return static(path)


def words(sentence: str, /, **named: Any) -> Markup:
    """A sentence of a template in the reader's language, its placeholders filled with escaped values."""
    return _said(get_language(), sentence) % named if named else _plain(get_language(), sentence)


# A page says five hundred sentences, and asking the catalogue for each anew took a tenth of its time.
@lru_cache(maxsize=8192)
def _said(language: str | None, sentence: str) -> Markup:
    return Markup(translation.gettext(sentence))  # noqa: S704 (ours and our translators')


@lru_cache(maxsize=8192)
def _plain(language: str | None, sentence: str) -> Markup:
    return _said(language, sentence) % {}


@memory.hears
def _forget_words(refs: Sequence[str] | None) -> None:
    if refs is None:
        _said.cache_clear()
        _plain.cache_clear()


def _url(name: str, /, *args: Any, **kwargs: Any) -> str:
    return _reversed(settings.ROOT_URLCONF, name, args, tuple(kwargs.items()))


# A list asks for the same addresses again and again, and Django's own way took a third of its drawing.
@lru_cache(maxsize=8192)
def _reversed(urls: str, name: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, urlconf=urls, args=args, kwargs=dict(named))
