"""Every error as problem details (RFC 9457): what, why, and which field would have to be how."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from liaison.api import errors
from liaison.authority.errors import OtherParameters
from liaison.kit.errors import Invalid, NotFound, Refusal

log = logging.getLogger(__name__)
TYPE = "application/problem+json"

STATUS: dict[type[Exception], int] = {
    errors.NoToken: 401,
    errors.WrongToken: 401,
    errors.MissingScope: 403,
    NotFound: 404,
    Http404: 404,
    errors.TooLarge: 413,
    RequestDataTooBig: 413,
    TooManyFilesSent: 413,
    errors.NotJson: 415,
    errors.NoFile: 415,
    Invalid: 422,
    OtherParameters: 422,
    errors.TooMany: 429,
    errors.NotUnderstood: 400,
    DataError: 400,
    SuspiciousOperation: 400,
    Refusal: 409,
}


def problem(status: int, *, name: str, detail: str, **more: Any) -> HttpResponse:
    """Make the answer. name: the reason for programs; detail: for people; more: whatever else helps."""
    said = {
        "type": f"urn:liaison:problem:{name}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "name": name,
        "detail": detail,
        **more,
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=TYPE)


def of_exception(request: HttpRequest, failure: Exception) -> HttpResponse:
    """Turn whatever went wrong into an answer which tells nothing about our inside."""
    if isinstance(failure, ValidationError):
        return invalid([_of_parameter(error) for error in failure.errors])
    if isinstance(failure, HttpError):
        return of_status(failure.status_code)
    status = next((STATUS[cls] for cls in type(failure).__mro__ if cls in STATUS), None)
    if status is None:
        log.exception("%s %s failed", request.method, request.path, exc_info=failure)
        return of_status(500)
    return _of_known(failure, status)


def _of_known(failure: Exception, status: int) -> HttpResponse:
    if isinstance(failure, Invalid):
        return invalid([{"field": failure.field, "problem": failure.problem}])
    if not isinstance(failure, Refusal):
        return of_status(status)
    if status == HTTPStatus.CONFLICT:
        return refused(failure.sentence, name=failure.name)
    answer = problem(status, name=failure.name, detail=failure.sentence)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="Liaison"'
    if isinstance(failure, errors.TooMany):
        answer["Retry-After"] = str(failure.seconds)
    return answer


def refused(reason: str, *, name: str, rule: str = "", allowed: str = "", say: str = "") -> HttpResponse:
    """The business said no, and nothing changed.

    reason: in words. rule: what said so. allowed: what would be, or who may. say: what can be said to the customer.
    """
    more = {"outcome": "refused", "reason": reason, "rule": rule or name, "allowed": allowed, "say": say}
    return problem(409, name=name, detail=reason, **more)


def invalid(wrong: list[dict[str, str]]) -> HttpResponse:
    """What was sent cannot be used. wrong: each field and what is the matter with it."""
    return problem(
        422, name="Invalid", detail="; ".join(f"{w['field']}: {w['problem']}" for w in wrong), errors=wrong
    )


def _of_parameter(error: dict[str, Any]) -> dict[str, str]:
    return {"field": str(error["loc"][-1]), "problem": str(error["msg"])}


def of_status(status: int) -> HttpResponse:
    """The answer where nothing is known but the status."""
    details = {
        400: _("This request cannot be understood."),
        403: _("This is not allowed."),
        404: _("This does not exist, or you may not see it."),
        405: _("This cannot be asked for in this way; the header Allow tells how."),
        413: _("This is larger than what is taken here."),
        500: _("Something went wrong on our side. It was noted."),
    }
    phrase = HTTPStatus(status).phrase
    return problem(
        status, name=phrase.title().replace(" ", "").replace("-", ""), detail=details.get(status, phrase)
    )
