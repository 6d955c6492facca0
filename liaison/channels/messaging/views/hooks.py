"""The door through which providers tell us what happened: proved, kept, and only then acknowledged."""

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liaison.channels.actions import keep
from liaison.channels.messaging import actions, queries, rules
from liaison.channels.messaging.links import file_behind
from liaison.channels.messaging.models import Account
from liaison.channels.messaging.registry import MESSENGERS
from liaison.channels.messaging.words import Hook
from liaison.files.queries import read as read_bytes
from liaison.kit.errors import NotFound

MOST: Final = 2**20  # Bytes of a webhook; the largest that providers send have some hundred kilobytes.
KEPT: Final = ("content-type",)  # Headers without which the body cannot be read.


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, kind: str, hook_key: str) -> HttpResponse:
    """Take a webhook. It is committed before the provider is told so; the same one again changes nothing."""
    if kind not in MESSENGERS:
        raise NotFound
    account, messenger = queries.account_behind(kind, hook_key), MESSENGERS[kind]
    if _size(request) > MOST:
        return _refused(413, "too-large")
    asked = _asked(request)
    if request.method == "GET":
        answer = messenger.challenged(asked, account)
        return _refused(403, "forged") if answer is None else HttpResponse(answer, content_type="text/plain")
    if not messenger.is_proved(asked, account):
        actions.note(account, "refused_at")
        return _refused(403, "forged")
    _keep(asked, account)
    body, type_ = messenger.taken
    return HttpResponse(body, content_type=type_)


@login_not_required
@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, kind: str, hook_key: str, file_token: str) -> HttpResponse:
    """A file that leaves, for the provider who was given this address."""
    sha256, _name, type_ = file_behind(file_token, key=queries.account_behind(kind, hook_key).key)
    answer = HttpResponse(read_bytes(sha256), content_type=type_)
    answer["Content-Disposition"] = "attachment"
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def _size(request: HttpRequest) -> int:
    """What is announced, before the body is asked for; a body that comes unannounced is measured."""
    announced = request.headers.get("Content-Length", "")
    return int(announced) if announced.isdecimal() else len(request.body)


def _keep(asked: Hook, account: Account) -> None:
    headers = {name: asked.headers[name] for name in KEPT if name in asked.headers}
    key = rules.key_of(account.door, asked.body)
    keep(asked.body, channel=account.kind, door=account.door, key=key, envelope={"headers": headers})


def _asked(request: HttpRequest) -> Hook:
    """The request as the provider made it: its address is that of our settings, whatever a proxy made of it."""
    own = settings.LIAISON["URL"].rstrip("/")
    path = request.get_full_path()
    return Hook(
        method=request.method or "",
        url=f"{own}{path}" if own else request.build_absolute_uri(),
        query={name: str(value) for name, value in request.GET.items()},
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.body,
    )


def _refused(status: int, why: str) -> HttpResponse:
    return JsonResponse({"refused": why}, status=status)
