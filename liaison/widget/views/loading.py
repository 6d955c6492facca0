"""The one line, and what the chat says before anybody speaks."""

import json
from pathlib import Path
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from liaison.channels.chat import queries, rules
from liaison.kit.colours import ink_on
from liaison.kit.texts import in_each_language, words_in
from liaison.widget.doors import Asked, stranger
from liaison.widget.puzzles import new_puzzle
from liaison.widget.wording import BUTTON, NO, words

LOADER: Final = Path(__file__).resolve().parent.parent / "static" / "widget" / "loader.js"
ACCENT: Final = "#2f55d4"
FRESH: Final = 300  # Seconds a browser keeps the line; a change of the site is seen after that.


@login_not_required
@require_safe
def loader(request: HttpRequest, key: str) -> HttpResponse:
    """What the one line loads: the button, knowing its site; the chat itself is loaded when it is opened."""
    site = queries.open_site(key)
    desk, colour = request.build_absolute_uri("/").rstrip("/"), site.colour or ACCENT
    known = {
        "desk": desk,
        "key": site.key,
        "chat": desk + static("widget/chat.js"),
        "colour": colour,
        "ink": ink_on(colour),
        "labels": in_each_language(BUTTON),
        "no": in_each_language(NO),
        "invites": site.invites,
        "watched": site.watched,
    }
    script = LOADER.read_text().replace("/* site */ {}", json.dumps(known))
    headers = {
        "Cache-Control": f"public, max-age={FRESH}",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@stranger("GET")
def about(asked: Asked) -> dict[str, Any]:
    """The words of the chat in the reader's language, what is asked first, and whether anybody is there."""
    site, language = asked.site, get_language() or "en"
    looks = queries.outlook(site)
    return {
        "name": site.brand.name,
        "language": language,
        "words": words(),
        "greeting": words_in(site.greeting, language),
        "asks": site.asks,
        "questions": [{**one, "label": words_in(one["label"], language)} for one in site.questions],
        "puzzle": new_puzzle(site),
        "largest": rules.LARGEST_MB,
        "files": rules.FILES,
        "consent": words_in(site.consent, language),
        "previews": site.previews,
        "calls": site.department.calls_back,
        "open": looks.open and looks.ready > 0,
        "opens_at": looks.opens_at.isoformat() if looks.opens_at else None,
        "minutes": looks.minutes,
    }
