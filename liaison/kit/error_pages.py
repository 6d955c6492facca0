"""One page for every error: what happened, why, and what to do."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liaison.kit.pages import show


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The browser asked for something that makes no sense, or sent more text than a page takes."""
    if isinstance(exception, RequestDataTooBig):
        much = _("A form takes up to %(megabytes)d MB of text. Go back and shorten it, or send it as a file.")
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        return _explain(request, 413, _("This is too large"), much % {"megabytes": most}, icon="file-x")
    words = _(
        "The address or the form was damaged on its way. Go back, load the page again and try once more."
    )
    return _explain(request, 400, _("This could not be understood"), words, icon="circle-question-mark")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person may not do this."""
    words = _("Your role does not include this page. An administrator can change that under Configuration.")
    return _explain(request, 403, _("You may not see this"), words, icon="lock")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token that shows it is ours: it was open too long, or another page sent it."""
    words = _(
        "The page was open for a long time, or cookies are off. Go back, load it again and send it once more."
    )
    return _explain(request, 403, _("This form has expired"), words, icon="timer-off")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or none for this person."""
    words = _("It may have been moved or removed, or it is not for you to see. Check the address.")
    return _explain(request, 404, _("There is nothing here"), words, icon="map-pin-off")


def server_error(request: HttpRequest) -> HttpResponse:
    """We made a mistake."""
    words = _(
        "The mistake is ours and has been written down. What you had saved is safe. Try again in a moment."
    )
    return _explain(request, 500, _("Something went wrong"), words, icon="server-crash")


def _explain(request: HttpRequest, status: int, title: str, words: str, *, icon: str) -> HttpResponse:
    name = "customer_error.html" if request.path.startswith(settings.CUSTOMER_DOORS) else "error.html"
    return show(request, name, status=status, title=title, words=words, icon_name=icon)
