"""A refusal of the dispatcher, told as problem details (RFC 9457) in the reader's language."""

import json

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from liaison.kit.asgi.errors import DoorRefusal, TooBusy, TooSlow
from liaison.kit.asgi.words import Answer, Headers, Scope, first


def problem(refusal: DoorRefusal, scope: Scope) -> Answer:
    """Return the answer which says this refusal."""
    with translation.override(language_of(scope["headers"])):
        detail = refusal.sentence
    said = {"type": "about:blank", "title": refusal.name, "status": refusal.status, "detail": detail}
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    if refusal.unread or isinstance(refusal, TooSlow):
        # The rest of that body may still come and must not be read as a request.
        headers.append((b"connection", b"close"))
    if isinstance(refusal, TooBusy):
        headers.append((b"retry-after", b"5"))
    return Answer(refusal.status, headers, json.dumps(said, ensure_ascii=False).encode())


def language_of(headers: Headers) -> str:
    """Return the first language the browser asks for that we speak, else the desk's own."""
    spoken = {code for code, _ in settings.LANGUAGES}
    asked = (first(headers, b"accept-language") or b"").decode("latin-1")
    short = (code.split("-")[0] for code, _ in parse_accept_lang_header(asked))
    return next((code for code in short if code in spoken), settings.LANGUAGE_CODE)
