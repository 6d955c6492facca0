"""The last look at an answer of the API: also what Django itself refuses leaves as problem details."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from liaison.api.rest.problems import TYPE, of_status

HERE = "/api/"


def problems(ask: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Make the middleware. It stands first, so that nothing can answer around it."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = ask(request)
        if not request.path_info.startswith(HERE):
            return given
        if given.status_code >= 400 and given.headers.get("Content-Type") != TYPE:
            given = _instead(given)
        given.headers.setdefault("Cache-Control", "no-store")
        return given

    return answer


def _instead(given: HttpResponse) -> HttpResponse:
    made = of_status(given.status_code)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in given.headers:
            made.headers[name] = given.headers[name]
    return made
